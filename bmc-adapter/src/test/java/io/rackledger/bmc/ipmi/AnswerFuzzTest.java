package io.rackledger.bmc.ipmi;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.rackledger.bmc.rmcp.BadPacketException;
import java.util.List;
import java.util.OptionalInt;

/** Any bytes as the answer to each command, as a sensor's record and as an inventory. {@code FuzzingTest} looks for more inputs than lie here. */
final class AnswerFuzzTest {
    private static final List<IpmiCommand<?>> COMMANDS = List.of(
            AuthCapabilities.get(4),
            DeviceId.get(),
            SelfTest.get(),
            SystemGuid.get(),
            ChassisStatus.get(),
            RestartCause.get(),
            BootFlags.get(),
            BootOptions.drops(),
            Watchdog.get(),
            SelInfo.get(),
            SelEntry.get(0),
            SelCommands.reserve(),
            SelCommands.isCleared(1),
            SensorRecord.reserve(),
            SensorRecord.get(1, 0, 0, 16),
            FruCommands.area(0),
            FruCommands.read(0, 0, 16),
            PayloadCommands.activate(),
            PayloadCommands.isActive(),
            SessionCommands.setPrivilege(4));

    @FuzzTest
    void takesAnyBytes(byte[] body) {
        fuzzerTestOneInput(body);
    }

    /** As the fuzzer's own program calls it. */
    public static void fuzzerTestOneInput(byte[] body) {
        COMMANDS.forEach(command -> told(command.reader(), body));
        told(SensorReading.get(1).reader(), body);
        told(AnswerFuzzTest::sensor, body);
        told(Fru::read, body);
    }

    private static Object sensor(byte[] body) throws BadPacketException {
        SensorRecord record = SensorRecord.read(body);
        return record.sensor()
                .map(sensor -> new SensorReading(OptionalInt.of(body.length & 0xff), 0x7fff).words(sensor))
                .orElse("");
    }

    private static void told(IpmiCommand.Reader<?> reader, byte[] body) {
        try {
            assertThat(reader.read(body)).asString().isNotNull();
        } catch (BadPacketException e) {
            assertThat(e).hasMessageMatching("(?s).+");
        }
    }
}
