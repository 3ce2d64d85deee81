package io.rackledger.launcher.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.rackledger.core.door.Intake;
import io.rackledger.launcher.meter.ApiTraffic;
import io.rackledger.launcher.meter.MeteredIntake;
import io.rackledger.launcher.probe.Lookout;
import io.rackledger.launcher.probe.ProbeAnswers;
import io.rackledger.launcher.probe.ProbeServlet;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.Ordered;

/** Hangs meters and probes on the API's Spring context, without its rooms knowing of them. */
final class ApiWatch {
    private ApiWatch() {}

    static void install(ConfigurableListableBeanFactory beans, Lookout lookout) {
        beans.addBeanPostProcessor(new IntakeMeter(lookout.registry()));
        ServletRegistrationBean<ProbeServlet> probes = new ServletRegistrationBean<>(
                new ProbeServlet(lookout.answers()), ProbeAnswers.PATHS.toArray(String[]::new));
        probes.setLoadOnStartup(1);
        beans.registerSingleton("probes", probes);
        FilterRegistrationBean<ApiTraffic> traffic = new FilterRegistrationBean<>(new ApiTraffic(lookout.registry()));
        traffic.addUrlPatterns("/api/*");
        traffic.setOrder(Ordered.HIGHEST_PRECEDENCE);
        beans.registerSingleton("apiTraffic", traffic);
        beans.registerSingleton("portHandover", new PortHandover(lookout));
    }

    /** Puts a meter before the way that all commands take, operators' and the engine's own. */
    private record IntakeMeter(MeterRegistry registry) implements BeanPostProcessor {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof Intake intake ? new MeteredIntake(intake, registry) : bean;
        }
    }

    /** Frees the port for Tomcat at the last moment, so that probes find somebody during the whole start. */
    private static final class PortHandover implements SmartLifecycle {
        private final Lookout lookout;
        private volatile boolean running;

        PortHandover(Lookout lookout) {
            this.lookout = lookout;
        }

        @Override
        public int getPhase() {
            return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1;
        }

        @Override
        public void start() {
            lookout.leavePort();
            running = true;
        }

        @Override
        public void stop() {
            running = false;
        }

        @Override
        public boolean isRunning() {
            return running;
        }
    }
}
