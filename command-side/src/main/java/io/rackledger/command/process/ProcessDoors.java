package io.rackledger.command.process;

import io.rackledger.core.door.BootPlanLog;
import io.rackledger.core.door.BootPlans;
import io.rackledger.core.door.Claims;
import io.rackledger.core.door.Feed;
import io.rackledger.core.door.Intake;
import io.rackledger.core.door.NodeStates;

/** The doors that the process managers use. */
public record ProcessDoors(
        Feed feed, NodeStates states, Intake intake, Claims claims, BootPlanLog planLog, BootPlans plans) {}
