package dev.steward.gateway;

import java.io.IOException;
import java.util.Optional;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.channel.throttle.ChannelStreamWriter;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.server.forward.TcpForwardingFilter;
import org.apache.sshd.server.forward.TcpipServerChannel;

/**
 * A connection through a tunnel (RFC 4254, 7.2, {@code direct-tcpip}). What it asks for is a name that the tunnel knows,
 * never an address: so there is nothing it could reach but these nodes, on this port.
 */
final class TunnelChannel extends TcpipServerChannel {

    /** Packet type, recipient and length come before the data (RFC 4254, 5.2). */
    private static final int DATA_HEADER = 9;

    private final Tunnel tunnel;
    private String target = "";
    private String address = "";

    private TunnelChannel(Tunnel tunnel) {
        super(TcpForwardingFilter.Type.Direct, null);
        this.tunnel = tunnel;
    }

    /** Makes the channels of sessions that were let in. */
    static final class Factory extends TcpipFactory {

        Factory() {
            super(TcpForwardingFilter.Type.Direct);
        }

        @Override
        public Channel createChannel(Session session) throws IOException {
            Tunnel tunnel = session.getAttribute(Tunnel.OPEN);
            if (tunnel == null) {
                throw new IOException("a channel of a session that is no tunnel");
            }
            return new TunnelChannel(tunnel);
        }
    }

    String target() {
        return target;
    }

    String address() {
        return address;
    }

    @Override
    protected OpenFuture doInit(Buffer asked) {
        target = asked.getString();
        int port = asked.getInt();
        Optional<String> node = tunnel.target(target, port);
        if (node.isEmpty()) {
            OpenFuture refused = new DefaultOpenFuture(this, this);
            refused.setException(new SshChannelOpenException(
                    getChannelId(),
                    SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED,
                    "the tunnel does not lead there"));
            close(true);
            return refused;
        }
        address = node.get();
        Buffer known = new ByteArrayBuffer();
        known.putString(address);
        known.putUInt(port);
        known.putString(asked.getString());
        known.putUInt(asked.getUInt());
        return super.doInit(known);
    }

    /** Only from now on it may be closed from here: OpenSSH ends a whole session in which one is closed before. */
    @Override
    protected void handleChannelOpenSuccess(OpenFuture future, IoSession node) {
        super.handleChannelOpenSuccess(future, node);
        tunnel.opens(this);
        addCloseFutureListener(_ -> tunnel.closes(this));
    }

    @Override
    protected void doWriteData(byte[] data, int offset, long length) throws IOException {
        tunnel.sent(length);
        super.doWriteData(data, offset, length);
    }

    @Override
    public ChannelStreamWriter resolveChannelStreamWriter(Channel channel, byte command) {
        ChannelStreamWriter writer = super.resolveChannelStreamWriter(channel, command);
        return new ChannelStreamWriter() {
            @Override
            public IoWriteFuture writeData(Buffer packet) throws IOException {
                tunnel.received(Math.max(0, packet.available() - DATA_HEADER));
                return writer.writeData(packet);
            }

            @Override
            public boolean isOpen() {
                return writer.isOpen();
            }

            @Override
            public void close() throws IOException {
                writer.close();
            }
        };
    }
}
