package io.waymark.expression;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.runtime.CelFunctionBinding;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The regular expressions of {@code matches}. They are part of an expression's text, so that they
 * are checked with it and compiled once; CEL's own function compiles one for each call. RE2 takes
 * time linear in the text and in the size of the program, which is bounded here.
 */
final class Regexes {
  /**
   * The largest program that matches a text of 180 characters within {@link Limits#DEFAULT_STEPS}.
   */
  static final int MOST_INSTRUCTIONS = 500;

  static final List<CelFunctionBinding> FUNCTIONS =
      List.of(
          CelFunctionBinding.from("matches", String.class, String.class, Regexes::matches),
          CelFunctionBinding.from("matches_string", String.class, String.class, Regexes::matches));

  /**
   * Weak keys, which are compared by identity: an entry lives as long as the expression whose
   * constant it is.
   */
  private static final LoadingCache<String, Pattern> COMPILED =
      CacheBuilder.newBuilder().weakKeys().build(CacheLoader.from(Pattern::compile));

  private Regexes() {}

  /** Returns what is wrong with a regular expression; empty where it can be used. */
  static Optional<String> problem(String regex) {
    if (RegexSize.of(regex) > MOST_INSTRUCTIONS) {
      return Optional.of(tooLarge());
    }
    try {
      return Pattern.compile(regex).programSize() > MOST_INSTRUCTIONS
          ? Optional.of(tooLarge())
          : Optional.empty();
    } catch (PatternSyntaxException e) {
      return Optional.of("not a regular expression: " + e.getMessage());
    }
  }

  private static String tooLarge() {
    return "the regular expression is too large: repeated parts count as often as they may repeat,"
        + " and together there may be "
        + MOST_INSTRUCTIONS
        + "; use '*' or '+' instead of large numbers in braces, or fewer nested ones";
  }

  /** Returns the text that a node is; null where it is no constant. */
  static @Nullable String literal(CelExpr expr) {
    return expr.getKind() == Kind.CONSTANT
            && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? expr.constant().stringValue()
        : null;
  }

  /** Returns the size of the program of a checked regular expression. */
  static int instructions(CelExpr regex) {
    String literal = literal(regex);
    if (literal == null) {
      throw new IllegalStateException("an expression with another regex is refused");
    }
    return COMPILED.getUnchecked(literal).programSize();
  }

  private static boolean matches(String text, String regex) {
    return COMPILED.getUnchecked(regex).matcher(text).find();
  }
}
