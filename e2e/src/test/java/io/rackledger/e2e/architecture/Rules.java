package io.rackledger.e2e.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.rackledger.core.door.NodeLog;
import io.rackledger.core.node.NodeDecider;
import java.time.Clock;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The rules on classes, each with its reason; the canary runs the same ones on bad classes. */
final class Rules {
    /**
     * The only main classes that may ask the machine for the time or for chance: they hand a clock or a source of
     * randomness to all others.
     */
    static final Set<String> EDGES =
            Set.of("io.rackledger.launcher.Rackledger", "io.rackledger.launcher.clock.SteadyClock");

    private Rules() {}

    /** Time and chance arrive from outside, so that every run can be repeated; method references count as calls. */
    static ArchRule noWallClockOutsideEdges() {
        return noClasses()
                .that(describe(
                        "are no edges", type -> !EDGES.contains(outermost(type).getName())))
                .should()
                .accessTargetWhere(describe("it is the wall clock, sleep or unseeded chance", Rules::isClockOrChance))
                .because("time, waiting and chance are handed in");
    }

    /** One room decides: what goes past it goes past claims, limits and the memory of commands. */
    static ArchRule onlyCommandHandlingDecides() {
        return noClasses()
                .that()
                .resideOutsideOfPackages("io.rackledger.command.handling..", Module.CORE_DOMAIN.packages())
                .should()
                .accessTargetWhere(isCallOf(NodeDecider.class, "decide"))
                .because("only command handling decides; everyone else sends a command");
    }

    /** One room appends node events; event-log offers the door and bridges Axon to it. */
    static ArchRule onlyCommandSideAppends() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(Module.COMMAND_SIDE.packages(), Module.EVENT_LOG.packages())
                .and(describe(
                        "are no node log themselves, which hands on what it was given",
                        type -> !outermost(type).isAssignableTo(NodeLog.class)))
                .should()
                .accessTargetWhere(isCallOf(NodeLog.class, "append"))
                .because("only command handling appends node events");
    }

    /** A class that may be extended says so by being abstract or sealed. */
    static ArchRule finalUnlessMadeForExtension() {
        return classes()
                .that()
                .areNotInterfaces()
                .and(describe(
                        "are named by a source",
                        type -> !type.isAnonymousClass() && !type.getName().endsWith("package-info")))
                .and(describe("are no enums with bodies", type -> !type.isEnum() && !type.isAssignableTo(Enum.class)))
                .should(beFinalAbstractOrSealed());
    }

    /** Packages form a directed graph without cycles. */
    static ArchRule noPackageCycles() {
        return slices().assignedFrom(new EachPackage()).should().beFreeOfCycles();
    }

    /** A package of odds and ends means that the domain lacks a word. */
    static ArchRule noRoomsWithoutPurpose() {
        return noClasses()
                .should()
                .resideInAnyPackage(
                        "..util..",
                        "..utils..",
                        "..common..",
                        "..helper..",
                        "..helpers..",
                        "..model..",
                        "..models..",
                        "..impl..",
                        "..manager..",
                        "..managers..",
                        "..misc..");
    }

    private static boolean isClockOrChance(JavaAccess<?> access) {
        AccessTarget target = access.getTarget();
        JavaClass owner = target.getOwner();
        boolean withoutArguments = target instanceof AccessTarget.CodeUnitAccessTarget unit
                && unit.getRawParameterTypes().isEmpty();
        return switch (target.getName()) {
            case "now" -> owner.getPackageName().startsWith("java.time") && withoutArguments;
            case "currentTimeMillis", "nanoTime" -> owner.isEquivalentTo(System.class);
            case "sleep" ->
                owner.isEquivalentTo(Thread.class) || owner.getName().equals("java.util.concurrent.TimeUnit");
            case "systemUTC", "systemDefaultZone", "system", "tick", "tickMillis", "tickSeconds" ->
                owner.isEquivalentTo(Clock.class);
            case "random" -> owner.isEquivalentTo(Math.class);
            case "current" -> owner.isEquivalentTo(ThreadLocalRandom.class);
            case "randomUUID" -> owner.isEquivalentTo(UUID.class);
            case "<init>" -> owner.isEquivalentTo(Random.class) && withoutArguments;
            default -> false;
        };
    }

    private static DescribedPredicate<JavaAccess<?>> isCallOf(Class<?> owner, String method) {
        return describe(
                "it is " + owner.getSimpleName() + "." + method,
                access -> access.getTargetOwner().isAssignableTo(owner)
                        && access.getTarget().getName().equals(method));
    }

    private static ArchCondition<JavaClass> beFinalAbstractOrSealed() {
        return ArchCondition.from(describe(
                "be final, abstract or sealed",
                (JavaClass type) -> type.getModifiers().contains(JavaModifier.FINAL)
                        || type.getModifiers().contains(JavaModifier.ABSTRACT)
                        || type.reflect().isSealed()));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(Rules::outermost).orElse(type);
    }

    private static final class EachPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
