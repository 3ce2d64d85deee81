#!/bin/sh
# The service step of a node that was only to be booted into the service system and back.
echo "service system is up on $(uname -n), kernel $(uname -r); there was nothing else to do"
