package io.rackledger.command.handling;

import io.rackledger.core.door.Intake;
import io.rackledger.core.node.WaitPolicy;

final class DirectIntakeTest extends IntakeContract {
    @Override
    Intake intake() {
        return Intakes.direct(log, WaitPolicy.standard());
    }
}
