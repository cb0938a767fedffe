package io.waymark.lab.local;

import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.io.network.netty.InboundChannelHandlerFactory;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandler;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerContext;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelInboundHandlerAdapter;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpServerCodec;

/**
 * Puts a {@link WebGate} in front of the web interface of every Flink in this process, which finds
 * this class as a service.
 */
public final class WebGateFactory implements InboundChannelHandlerFactory {
  /**
   * Moves the gate from the place that Flink gives it to the first after the codec: in between,
   * uploads are stored before anybody is asked.
   */
  private static final class Mover extends ChannelInboundHandlerAdapter {
    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      String codec = context.pipeline().context(HttpServerCodec.class).name();
      context.pipeline().addAfter(codec, WebGate.class.getName(), new WebGate());
      context.pipeline().remove(this);
    }
  }

  @Override
  public int priority() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Optional<ChannelHandler> createHandler(
      Configuration configuration, Map<String, String> responseHeaders) {
    return Optional.of(new Mover());
  }
}
