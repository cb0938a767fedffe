package io.waymark.console.access;

import com.password4j.Argon2Function;
import com.password4j.BadParametersException;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.waymark.yaml.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file with a user a line: name, role and the Argon2id digest of the password, apart by spaces.
 * Lines that begin with {@code #} say nothing. A changed file counts at the next request; one that
 * cannot be used any more leaves the users as they were.
 */
final class PasswordFile {
  private static final Logger LOG = LoggerFactory.getLogger(PasswordFile.class);

  /** The first choice of RFC 9106 for little memory: 64 MiB, three passes, four lanes. */
  private static final Argon2Function ARGON2ID =
      Argon2Function.getInstance(64 << 10, 3, 4, 32, Argon2.ID);

  private static final String NAME = "[^\\s#:]{1,64}";

  /** Is compared for unknown names, so that the time of an answer does not tell them. */
  private static final String NOBODY = digest(Secret.make());

  /** Differs from the time of every file, so that the next one is read. */
  private static final FileTime NEVER = FileTime.fromMillis(Long.MIN_VALUE);

  private final Path file;
  private Map<String, Entry> users;

  /** The time of the file that was read last, whether it could be used or not. */
  private FileTime read;

  /** Why the file cannot be used as it is now; null while it can. */
  private @Nullable String trouble;

  private record Entry(User user, String digest) {}

  private PasswordFile(Path file, Map<String, Entry> users, FileTime read) {
    this.file = file;
    this.users = users;
    this.read = read;
  }

  /**
   * Opens a file.
   *
   * @throws UnusableAccessException with all problems of the file
   */
  static PasswordFile open(Path file) throws UnusableAccessException {
    List<String> problems = new ArrayList<>();
    try {
      FileTime changed = Files.getLastModifiedTime(file);
      Map<String, Entry> users = users(Files.readAllLines(file), problems);
      if (users.isEmpty() && problems.isEmpty()) {
        problems.add("it has no user; `waymark console user NAME --role operator` makes a line");
      }
      if (!problems.isEmpty()) {
        throw new UnusableAccessException(file + ": " + String.join("; ", problems));
      }
      return new PasswordFile(file, users, changed);
    } catch (IOException e) {
      throw new UnusableAccessException(
          "the file of console.users cannot be read: " + FileFailure.reason(e), e);
    }
  }

  /** Returns the line of a user. */
  static String line(User user, String password) {
    return user.name() + " " + user.role().code() + " " + digest(password);
  }

  /** Returns whether a text can be the name of a user. */
  static boolean isName(String name) {
    return name.matches(NAME);
  }

  /** Returns the user whose password this is. */
  Optional<User> user(String name, String password) {
    Entry entry = current().get(name);
    String digest = entry == null ? NOBODY : entry.digest();
    boolean matches =
        Password.check(password, digest).with(Argon2Function.getInstanceFromHash(digest));
    return entry != null && matches ? Optional.of(entry.user()) : Optional.empty();
  }

  /** Returns the user as the file has it now; empty for one that was taken out. */
  Optional<User> user(String name) {
    return Optional.ofNullable(current().get(name)).map(Entry::user);
  }

  /** Returns why the file cannot be used as it is now; empty while it can. */
  synchronized Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  private synchronized Map<String, Entry> current() {
    try {
      FileTime changed = Files.getLastModifiedTime(file);
      if (!changed.equals(read)) {
        read = changed;
        users = open(file).users;
        LOG.info("{} was read again; it has {} users", file, users.size());
        trouble = null;
      }
    } catch (UnusableAccessException e) {
      // Rights may change without the time at which the file was written.
      read = e.getCause() instanceof IOException ? NEVER : read;
      keepUsers(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      read = NEVER;
      keepUsers("the file of console.users cannot be read: " + FileFailure.reason(e));
    }
    return users;
  }

  private void keepUsers(String why) {
    String says = why + "; mend it: until then the users stay as they were";
    if (!says.equals(trouble)) {
      LOG.warn("{}", says);
    }
    trouble = says;
  }

  private static Map<String, Entry> users(List<String> lines, List<String> problems) {
    Map<String, Entry> users = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String[] words = line.split("\\s+", -1);
      String problem = words.length == 3 ? problem(words) : "a line is: name role digest";
      if (problem == null && users.containsKey(words[0])) {
        problem = "user " + words[0] + " is there twice";
      }
      if (problem != null) {
        problems.add("line " + (i + 1) + ": " + problem);
        continue;
      }
      Role role = Role.of(words[1]).orElseThrow();
      users.put(words[0], new Entry(new User(words[0], role), words[2]));
    }
    return users;
  }

  private static @Nullable String problem(String[] words) {
    if (!isName(words[0])) {
      return "a name has 1 to 64 characters, none of them ':', '#' or a space";
    }
    if (Role.of(words[1]).isEmpty()) {
      return "a role is viewer, marketer or operator";
    }
    try {
      Argon2Function function = Argon2Function.getInstanceFromHash(words[2]);
      return function.getVariant() == Argon2.ID ? null : "the digest is not of Argon2id";
    } catch (BadParametersException e) {
      return "the third word is no digest of Argon2id";
    }
  }

  private static String digest(String password) {
    return Password.hash(password).addRandomSalt(16).with(ARGON2ID).getResult();
  }
}
