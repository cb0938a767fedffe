package io.waymark.job.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.waymark.wire.JsonValues;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Lets Jackson write and read the values in a payload by {@link JsonValues}. */
final class ValuesModule {
  private ValuesModule() {}

  static Module create() {
    return new SimpleModule()
        .addSerializer(Double.class, new Writer<Double>())
        .addSerializer(BigDecimal.class, new Writer<BigDecimal>())
        .addDeserializer(Object.class, new Reader());
  }

  private static final class Writer<T> extends JsonSerializer<T> {
    @Override
    public void serialize(T value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      JsonValues.write(json, value);
    }
  }

  private static final class Reader extends JsonDeserializer<Object> {
    @Override
    public @Nullable Object deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      return JsonValues.read(json);
    }
  }
}
