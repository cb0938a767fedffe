package io.waymark.intake;

import io.waymark.expression.EvaluationException;
import io.waymark.expression.Expression;
import io.waymark.expression.Scope;
import io.waymark.intake.LocalTimes.Order;
import io.waymark.intake.Mapping.Emission;
import io.waymark.intake.Mapping.Properties;
import io.waymark.model.DeadLetter.Reason;
import io.waymark.model.Touchpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes touchpoints as a mapping describes them. */
final class MappedShaper implements Shaper {
  private final Mapping mapping;

  MappedShaper(Mapping mapping) {
    this.mapping = mapping;
  }

  @Override
  public List<Touchpoint> shape(Map<String, Object> record, @Nullable Order order)
      throws RefusedException {
    mapping.numbers().read(record);
    Scope scope = name -> record;
    if (mapping.skip() != null && holds("skip", mapping.skip(), scope)) {
      return List.of();
    }
    if (mapping.require() != null && !holds("require", mapping.require(), scope)) {
      throw new RefusedException(
          Reason.REQUIRED, "the mapping requires " + mapping.require().text());
    }
    String customer = mapping.nobody().orNull(id("customer", mapping.customer(), scope));
    String anonymous = mapping.nobody().orNull(id("anonymous", mapping.anonymous(), scope));
    List<Emission> emissions = mapping.emissions();
    if (emissions.size() == 1 && emissions.get(0).when() == null) {
      return List.of(touchpoint(emissions.get(0), customer, anonymous, scope, order));
    }
    List<Touchpoint> touchpoints = new ArrayList<>(emissions.size());
    for (Emission each : emissions) {
      if (each.when() == null || holds("when", each.when(), scope)) {
        touchpoints.add(touchpoint(each, customer, anonymous, scope, order));
      }
    }
    checkIds(touchpoints);
    touchpoints.sort(Comparator.comparingLong(Touchpoint::timeMillis));
    return touchpoints;
  }

  private Touchpoint touchpoint(
      Emission emission,
      @Nullable String customer,
      @Nullable String anonymous,
      Scope scope,
      @Nullable Order order)
      throws RefusedException {
    Double measured = sentiment(emission.sentiment().measured(), scope);
    Double inferred = measured == null ? sentiment(emission.sentiment().inferred(), scope) : null;
    String type = text("type", emission.type(), scope);
    String id = id("id", emission.id(), scope);
    if (id != null && type != null && emission.addsType()) {
      id = TouchpointFields.id("id", id + ":" + type);
    }
    return TouchpointFields.touchpoint(
        id,
        customer,
        anonymous,
        type,
        text("channel", emission.channel(), scope),
        emission.time().millis(value("time", emission.time().value(), scope), order),
        measured == null ? inferred : measured,
        measured == null,
        properties(emission, Touchpoint.IDENTIFY.equals(type), scope));
  }

  /** Refuses a record of which two touchpoints would be taken for one. */
  private static void checkIds(List<Touchpoint> touchpoints) throws RefusedException {
    Set<String> ids = new HashSet<>();
    for (Touchpoint each : touchpoints) {
      if (!ids.add(each.id())) {
        throw new RefusedException(
            Reason.MAPPING,
            "two touchpoints of this record have the id "
                + TouchpointFields.shown(each.id())
                + "; give one of them an 'id' of its own in 'emit'");
      }
    }
  }

  private static @Nullable Double sentiment(@Nullable Expression expression, Scope scope)
      throws RefusedException {
    return TouchpointFields.sentiment(value("sentiment", expression, scope));
  }

  private static @Nullable String text(String field, @Nullable Expression expression, Scope scope)
      throws RefusedException {
    return TouchpointFields.text(field, value(field, expression, scope));
  }

  private static @Nullable String id(String field, @Nullable Expression expression, Scope scope)
      throws RefusedException {
    return TouchpointFields.id(field, value(field, expression, scope));
  }

  private static @Nullable Object value(String field, @Nullable Expression expression, Scope scope)
      throws RefusedException {
    if (expression == null) {
      return null;
    }
    try {
      return expression.evaluateOrFail(scope);
    } catch (EvaluationException e) {
      throw failed(field, expression, e);
    }
  }

  private static boolean holds(String key, Expression condition, Scope scope)
      throws RefusedException {
    try {
      return condition.testOrFail(scope);
    } catch (EvaluationException e) {
      throw failed(key, condition, e);
    }
  }

  private static RefusedException failed(String key, Expression expression, EvaluationException e) {
    return new RefusedException(
        Reason.MAPPING, key + ": " + expression.text() + " fails: " + why(e));
  }

  private static String why(EvaluationException e) {
    String why = String.valueOf(e.getMessage());
    return why.endsWith("is no number")
        ? why + "; how a source writes numbers is said by 'numbers' in the mapping"
        : why;
  }

  private static Map<String, Object> properties(Emission emission, boolean areTraits, Scope scope)
      throws RefusedException {
    Map<String, Object> all = new LinkedHashMap<>();
    for (Properties part : emission.properties()) {
      if (part instanceof Properties.Whole whole) {
        all.putAll(TouchpointFields.properties(value("properties", whole.map(), scope)));
        if (areTraits) {
          JsonObject.restoreNulls(whole.map().lookUp(scope), all);
        }
      } else if (part instanceof Properties.One one) {
        Object value = value("properties." + one.name(), one.value(), scope);
        if (value != null && !value.equals("")) {
          all.put(one.name(), value);
        }
      }
    }
    return all;
  }
}
