package io.waymark.expression;

import com.google.common.collect.ImmutableList;
import dev.cel.checker.CelChecker;
import dev.cel.checker.CelCheckerBuilder;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.CelVarDecl;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.CelType;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Parses and checks a text.
 *
 * <p>CEL's checker declares its whole library anew for each text, which takes ten times as long as
 * all else. Here only the functions that the parsed text calls are declared; the result is the
 * same.
 */
final class Compiler {
  private static final CelParser PARSER =
      CelParserFactory.standardCelParserBuilder()
          .setOptions(Vocabulary.OPTIONS)
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addMacros(ListSum.MACRO)
          .build();

  private Compiler() {}

  static CelValidationResult compile(String text, Map<String, CelType> names) {
    CelValidationResult parsed = PARSER.parse(text);
    if (parsed.hasError()) {
      return parsed;
    }
    try {
      CelAbstractSyntaxTree ast = parsed.getAst();
      ImmutableList<CelIssue> inexact = Literals.issues(ast);
      if (!inexact.isEmpty()) {
        return new CelValidationResult(ast.getSource(), inexact);
      }
      CelValidationResult checked = checker(names, functions(ast)).check(NumberTypes.toCheck(ast));
      return checked.hasError()
          ? checked
          : new CelValidationResult(NumberTypes.restore(checked.getAst(), ast), ImmutableList.of());
    } catch (CelValidationException e) {
      throw new IllegalStateException("parsed without an error: " + text, e);
    }
  }

  private static Set<String> functions(CelAbstractSyntaxTree ast) {
    return CelNavigableAst.fromAst(ast)
        .getRoot()
        .allNodes()
        .filter(node -> node.getKind() == Kind.CALL)
        .map(node -> node.expr().call().function())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static CelChecker checker(Map<String, CelType> names, Set<String> functions) {
    CelCheckerBuilder builder =
        CelCompilerFactory.standardCelCheckerBuilder()
            .setOptions(Vocabulary.OPTIONS)
            .setStandardEnvironmentEnabled(false)
            .setStandardDeclarations(
                CelStandardDeclarations.newBuilder()
                    .filterFunctions((function, overload) -> false)
                    .build());
    functions.stream().flatMap(NumberTypes::function).forEach(builder::addFunctionDeclarations);
    names.forEach(
        (name, type) -> builder.addVarDeclarations(CelVarDecl.newVarDeclaration(name, type)));
    return builder.build();
  }
}
