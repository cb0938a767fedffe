package io.waymark.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.waymark.model.Window;
import java.io.IOException;
import java.util.Locale;

/** Lets Jackson write windows as keys: in lower case, as all codes of documents are. */
final class WindowKeys {
  private WindowKeys() {}

  static Module module() {
    return new SimpleModule()
        .addKeySerializer(Window.class, new Writer())
        .addKeyDeserializer(Window.class, new Reader());
  }

  private static final class Writer extends JsonSerializer<Window> {
    @Override
    public void serialize(Window window, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeFieldName(window.name().toLowerCase(Locale.ROOT));
    }
  }

  private static final class Reader extends KeyDeserializer {
    @Override
    public Object deserializeKey(String key, DeserializationContext context) {
      return Window.valueOf(key.toUpperCase(Locale.ROOT));
    }
  }
}
