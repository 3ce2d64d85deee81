package io.rackledger.boot.tftp;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.rackledger.boot.beacon.Beacon;
import io.rackledger.boot.report.Occasion;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What comes to the well-known port: requests, each looked at on a worker thread. Anything else gets no answer. */
final class RequestHandler extends SimpleChannelInboundHandler<DatagramPacket> {
    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);
    private static final int MOST_AT_WORK = 512;

    private final LiveTransfers live;
    private final RequestJudge judge;
    private final Opener opener;
    private final ExecutorService workers;
    private final Clock clock;
    private final Semaphore atWork = new Semaphore(MOST_AT_WORK);
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong numbers = new AtomicLong();
    private final TftpDesk desk;
    private final TftpLimits limits;

    RequestHandler(
            LiveTransfers live,
            RequestJudge judge,
            Opener opener,
            ExecutorService workers,
            Clock clock,
            TftpDesk desk,
            TftpLimits limits) {
        this.live = live;
        this.judge = judge;
        this.opener = opener;
        this.workers = workers;
        this.clock = clock;
        this.desk = desk;
        this.limits = limits;
    }

    /** Opens the transfer of an order that is granted. */
    interface Opener {
        void begin(Live place, Order order) throws IOException;
    }

    /** Requests that were not looked at because too many came at once. */
    long dropped() {
        return dropped.get();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
        int bytes = datagram.content().readableBytes();
        Caller caller = new Caller(context, datagram.sender(), occasion(datagram.sender()), bytes);
        if (datagram.sender().getPort() == 0) {
            return;
        }
        switch (TftpDecoder.decode(datagram.content())) {
            case TftpPacket.ReadRequest request -> read(caller, request);
            case TftpPacket.WriteRequest(String name) ->
                work(() -> refuse(
                        caller,
                        "write " + name,
                        new RequestJudge.Verdict.Refused(
                                TftpError.ACCESS_VIOLATION, 405, "Nothing can be written here.")));
            case TftpPacket.Ack _, TftpPacket.Failure _, TftpPacket.Unfit _ ->
                LOG.trace("no request from {}", datagram.sender());
        }
    }

    /** Answered as a file that is not there, once it is written down; else not at all, so that the machine asks again. */
    private void beacon(Caller caller, String name) {
        Optional<Beacon> beacon = Beacon.parse(name);
        if (beacon.isEmpty()) {
            String reason = "A beacon is " + Beacon.FOLDER + "/MAC/STEP/ERROR/TOKEN.";
            refuse(
                    caller,
                    "read " + Beacon.FOLDER,
                    new RequestJudge.Verdict.Refused(TftpError.FILE_NOT_FOUND, 400, reason));
        } else if (desk.told(beacon.get(), caller.occasion())) {
            answer(caller, TftpError.FILE_NOT_FOUND, "Recorded.");
        }
    }

    private void read(Caller caller, TftpPacket.ReadRequest request) {
        if (Beacon.isReserved(request.name())) {
            work(() -> beacon(caller, request.name()));
            return;
        }
        switch (live.claim(caller.remote(), request)) {
            case LiveTransfers.Place.Again(Live known) ->
                known.tell((handler, its) -> {
                    if (!handler.askedAgain(its, caller.allowance(limits))) {
                        // It has ended meanwhile, so this is a new request.
                        read(caller, request);
                    }
                });
            case LiveTransfers.Place.Refused _ -> LOG.debug("too many transfers for one more of {}", caller.remote());
            case LiveTransfers.Place.Granted(Live mine, var evicted) -> {
                evicted.ifPresent(other -> makeRoom(other, caller));
                if (!work(() -> judged(caller, request, mine))) {
                    live.over(mine);
                }
            }
        }
    }

    private static void makeRoom(Live other, Caller caller) {
        if (other.remote().equals(caller.remote())) {
            other.superseded();
        } else {
            other.drop("it gave way to another");
        }
    }

    private boolean work(Runnable task) {
        if (!atWork.tryAcquire()) {
            dropped.incrementAndGet();
            return false;
        }
        workers.execute(() -> {
            try {
                task.run();
            } finally {
                atWork.release();
            }
        });
        return true;
    }

    private void judged(Caller caller, TftpPacket.ReadRequest request, Live mine) {
        try {
            switch (judge.judge(request, caller.remote(), caller.occasion(), caller.bytes())) {
                case RequestJudge.Verdict.Granted(Order order) -> opener.begin(mine, order);
                case RequestJudge.Verdict.Refused refused -> {
                    live.over(mine);
                    refuse(caller, "read " + request.name(), refused);
                }
            }
        } catch (IOException e) {
            LOG.error("a file that was asked for by TFTP cannot be read", e);
            live.over(mine);
            refuse(
                    caller,
                    "read " + request.name(),
                    new RequestJudge.Verdict.Refused(TftpError.UNDEFINED, 500, "The file cannot be read."));
        }
    }

    private void refuse(Caller caller, String request, RequestJudge.Verdict.Refused refused) {
        answer(caller, refused.error(), refused.reason());
        String address = caller.remote().getAddress().getHostAddress();
        desk.refused(caller.occasion(), address, request, refused.status(), refused.reason());
    }

    private void answer(Caller caller, TftpError error, String words) {
        ChannelHandlerContext context = caller.context();
        context.writeAndFlush(new DatagramPacket(
                TftpEncoder.error(context.alloc(), error, words, caller.allowance(limits)), caller.remote()));
    }

    private Occasion occasion(InetSocketAddress remote) {
        String host = remote.getAddress().getHostAddress();
        String source = (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + remote.getPort();
        return new Occasion("TFTP", source, clock.instant(), numbers.incrementAndGet());
    }

    /** Who asked, and with how many bytes. */
    private record Caller(ChannelHandlerContext context, InetSocketAddress remote, Occasion occasion, int bytes) {
        int allowance(TftpLimits limits) {
            return limits.amplification() * bytes;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.warn("TFTP could not send or read a datagram", cause);
    }
}
