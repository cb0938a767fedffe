package io.waymark.console.access;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The claim of an ID token that holds a user's roles: a list, or one text with blanks or commas
 * between them.
 *
 * @param path the name of the claim, which may itself have dots; or names with dots between them,
 *     from the outer claim to the inner, such as {@code realm_access.roles}
 */
record RoleClaim(String path) {
  /** Returns the largest role that claims hold; empty where they hold none. */
  Optional<Role> largest(Map<String, Object> claims) {
    return texts(find(claims)).stream()
        .map(Role::of)
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder());
  }

  private @Nullable Object find(Map<String, Object> claims) {
    if (claims.containsKey(path)) {
      return claims.get(path);
    }
    Object found = claims;
    for (String name : path.split("\\.", -1)) {
      found = found instanceof Map<?, ?> outer ? outer.get(name) : null;
    }
    return found;
  }

  private static List<String> texts(@Nullable Object claim) {
    if (claim instanceof Collection<?> several) {
      return several.stream().map(String::valueOf).toList();
    }
    return claim == null ? List.of() : List.of(claim.toString().split("[ ,]+", -1));
  }
}
