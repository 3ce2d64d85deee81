package io.rackledger.boot.seed;

import io.rackledger.boot.token.Grant;
import io.rackledger.boot.token.Grants;
import io.rackledger.boot.token.Token;
import io.rackledger.core.boot.BootStage;
import io.rackledger.core.boot.Step;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.node.EngineSteps;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps of a grant: their list, and each one's script. A step without a script of its own is one of the engine's. */
public final class StepScripts {
    private static final String WRITE_IMAGE = "write-image";

    private final MachineAddresses addresses;
    private final ImageSources images;
    private final SeedBook seeds;
    private final Grants grants;

    public StepScripts(MachineAddresses addresses, ImageSources images, SeedBook seeds, Grants grants) {
        this.addresses = addresses;
        this.images = images;
        this.seeds = seeds;
        this.grants = grants;
    }

    /** The steps in order; the system on disk has the engine's own. */
    public List<Step> steps(Grant.Current grant) {
        return switch (grant.stage()) {
            case EPHEMERAL -> grant.plan().steps();
            case INSTALLED -> EngineSteps.ofInstalledSystem();
        };
    }

    /** A line for each step: index from 1, name, limit in whole seconds, 1 where it is required; separated by tabs. */
    public byte[] list(Grant.Current grant) {
        StringBuilder lines = new StringBuilder();
        List<Step> steps = steps(grant);
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            lines.append(i + 1).append('\t').append(step.name()).append('\t');
            lines.append(step.limit().toSeconds()).append('\t').append(step.required() ? 1 : 0);
            lines.append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The script of the step with that number, from 1; empty where there is no such step. */
    public Optional<byte[]> script(Grant.Current grant, int index) {
        List<Step> steps = steps(grant);
        if (index < 1 || index > steps.size()) {
            return Optional.empty();
        }
        Step step = steps.get(index - 1);
        String script = step.script().isEmpty() ? enginesOwn(step, grant) : step.script();
        return Optional.of(script.getBytes(StandardCharsets.UTF_8));
    }

    private String enginesOwn(Step step, Grant.Current grant) {
        Optional<ScriptTemplate> template = ScriptTemplate.find("steps/" + step.name() + ".sh");
        if (template.isEmpty()) {
            return refusal(
                    "the engine has no step named " + step.name() + ", and the step brings no script of its own");
        }
        return switch (step.name()) {
            case WRITE_IMAGE ->
                images.of(grant)
                        .map(image -> template.orElseThrow().filled(values(grant, image)))
                        .orElseGet(() -> refusal("the image of this deploy is neither a file of this boot server"
                                + " nor a plain http URL with a sha256 digest"));
            default -> template.orElseThrow().filled(values(grant, ImageSource.NONE));
        };
    }

    /** A step that cannot be done says so by failing, in words that reach the operator. */
    private static String refusal(String reason) {
        return "#!/bin/sh\necho '" + reason + "'\nexit 127\n";
    }

    /** What the engine's own scripts may ask for; empty text where the attempt has no such thing. */
    private Map<String, String> values(Grant.Current grant, ImageSource image) {
        Token installed = grants.tokenFor(grant.attempt(), BootStage.INSTALLED);
        Grant.Current onDisk = new Grant.Current(grant.attempt(), BootStage.INSTALLED, installed, grant.plan());
        Map<String, String> values = new HashMap<>();
        values.put("RUN_URL", addresses.runOf(grant.token()).value());
        values.put("IMAGE_URL", image.url());
        values.put("IMAGE_SHA256", image.sha256());
        values.put("TARGET_DISK", "");
        values.put("AUTHORIZED_KEYS", "");
        values.put("INSTALLED_SEED_URL", addresses.seedOf(installed).value());
        values.put("INSTALLED_HOOK_URL", addresses.hookOf(installed).value());
        values.put(
                "USER_DATA_SHA256", seeds.userData(onDisk).map(StepScripts::hex).orElse(""));
        return values;
    }

    private static String hex(byte[] bytes) {
        return Digest.of(bytes).value().substring("sha256:".length());
    }
}
