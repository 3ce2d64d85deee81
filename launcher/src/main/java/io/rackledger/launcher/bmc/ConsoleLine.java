package io.rackledger.launcher.bmc;

import io.rackledger.bmc.driver.BmcConsole;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.launcher.client.ApiClient;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A serial console as a terminal sees it. One thread reads and another may type. */
interface ConsoleLine {
    /** Host and port of the BMC. */
    String authority();

    /** What the machine wrote next; empty where it wrote nothing for about a second. */
    Optional<byte[]> read() throws BmcTrouble, InterruptedException;

    void type(byte... characters) throws BmcTrouble;

    /** Why nothing follows any more; empty while something may. */
    default String ended() {
        return "";
    }

    /** One that is open from here. */
    record Direct(BmcConsole console) implements ConsoleLine {
        private static final Duration WAIT = Duration.ofSeconds(1);

        @Override
        public String authority() {
            return console.authority();
        }

        @Override
        public Optional<byte[]> read() throws BmcTrouble, InterruptedException {
            return console.read(WAIT);
        }

        @Override
        public void type(byte... characters) throws BmcTrouble {
            console.write(characters);
        }
    }

    /** One that the engine has open, shared with all who watch it. */
    final class Shared implements ConsoleLine {
        private final ApiClient client;
        private final String path;
        private final String authority;
        private long from;
        private String ended = "";

        private Shared(ApiClient client, String path, JsonNode opened) {
            this.client = client;
            this.path = path;
            this.authority = opened.path("bmc").asString("");
            this.from = opened.path("from").asLong(0);
        }

        /** @param path of the node's console in the API */
        static Shared open(ApiClient client, String path, boolean take) {
            return new Shared(client, path, client.post(path + (take ? "?take=true" : ""), "", ""));
        }

        @Override
        public String authority() {
            return authority;
        }

        @Override
        public Optional<byte[]> read() {
            JsonNode heard = client.get(path, Map.of("from", Long.toString(from), "wait", "1"));
            from = heard.path("next").asLong(from);
            byte[] output = Base64.getDecoder().decode(heard.path("output").asString(""));
            ended = output.length == 0 ? heard.path("ended").asString("") : "";
            return output.length == 0 ? Optional.empty() : Optional.of(output);
        }

        @Override
        public void type(byte... characters) {
            String body = JsonMapper.shared()
                    .createObjectNode()
                    .put("characters", Base64.getEncoder().encodeToString(characters))
                    .toString();
            client.post(path + "/input", body, "");
        }

        @Override
        public String ended() {
            return ended;
        }
    }
}
