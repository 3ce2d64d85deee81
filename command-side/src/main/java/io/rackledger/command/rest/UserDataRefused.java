package io.rackledger.command.rest;

import io.rackledger.command.userdata.UserDataFault;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** User data that cloud-init could not read. */
final class UserDataRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient UserDataFault fault;

    UserDataRefused(UserDataFault fault) {
        super(fault.problem());
        this.fault = fault;
    }

    /** Where it is at fault. What stands there may be a secret, so it is not repeated. */
    String place() {
        return "line " + fault.line() + ", column " + fault.column();
    }

    ProblemDetail problem() {
        ProblemDetail problem = Problems.of(
                HttpStatus.BAD_REQUEST,
                "USERDATA",
                "The user data is not what cloud-init can read.",
                "line " + fault.line() + ", column " + fault.column() + ": " + fault.problem(),
                "instance.userData",
                fault.remedy() + "; or set force to true to deploy it all the same");
        problem.setProperty("line", fault.line());
        problem.setProperty("column", fault.column());
        return problem;
    }
}
