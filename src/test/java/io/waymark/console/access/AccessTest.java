package io.waymark.console.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waymark.Now;
import io.waymark.console.access.DeniedException.Reason;
import io.waymark.settings.ConsoleSettings;
import io.waymark.settings.SettingsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
  private static final String HOST = "127.0.0.1:8090";
  private static final String OWN = "http://127.0.0.1:8090";
  private static final String PASSWORD = "correct horse";

  @TempDir Path folder;
  private final Now clock = new Now(Instant.parse("2026-03-01T12:00:00Z"));

  @Test
  void asksNobodyOnThisMachineForALogin() throws Exception {
    Access access = access(Map.of());

    Session session = access.admit(read(HOST, null), Role.OPERATOR);

    assertThat(access.way()).isEqualTo(Access.Way.NONE);
    assertThat(session.user()).isEqualTo(new User("local", Role.OPERATOR));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:8090", "localhost", "127.0.0.1:1", "[::1]:8090", "LOCALHOST"})
  void answersToTheNamesOfThisMachine(String host) throws Exception {
    assertThat(access(Map.of()).session(read(host, null))).isPresent();
  }

  /** A page of another site can let its own name stand for 127.0.0.1 (DNS rebinding). */
  @ParameterizedTest
  @ValueSource(strings = {"evil.example:8090", "127.0.0.1.evil.example", "", "localhost.evil:80"})
  void answersToNoOtherNameWithoutALogin(String host) throws Exception {
    Access access = access(Map.of());

    assertDenied(Reason.MISDIRECTED, () -> access.admit(read(host, null), Role.VIEWER));
    assertDenied(Reason.MISDIRECTED, () -> access.admitAnyone(read(host, null)));
  }

  @Test
  void admitsNobodyBeyondThisMachineWithoutALogin() throws Exception {
    Access access = access(Map.of("console.host", "0.0.0.0"));

    assertThat(access.way()).isEqualTo(Access.Way.CLOSED);
    assertThatThrownBy(() -> access.admit(read("waymark.example", null), Role.VIEWER))
        .isInstanceOf(DeniedException.class)
        .hasMessage(
            "nobody can log in: the console listens beyond this machine, and no login is set")
        .extracting(e -> ((DeniedException) e).cure())
        .isEqualTo("set console.users or console.oidc-issuer, or let it listen on 127.0.0.1");
  }

  @Test
  void takesAWriteFromItsOwnOriginWithItsTokenOnly() throws Exception {
    Access access = access(Map.of());
    String token = access.session(read(HOST, null)).orElseThrow().token();

    assertThat(access.admit(write(HOST, OWN, token, null), Role.OPERATOR).token()).isEqualTo(token);
    assertDenied(
        Reason.FORBIDDEN,
        () -> access.admit(write(HOST, "http://evil.example", token, null), Role.VIEWER));
    assertDenied(Reason.FORBIDDEN, () -> access.admit(write(HOST, null, token, null), Role.VIEWER));
    assertDenied(
        Reason.FORBIDDEN, () -> access.admit(write(HOST, "null", token, null), Role.VIEWER));
    assertDenied(Reason.FORBIDDEN, () -> access.admit(write(HOST, OWN, null, null), Role.VIEWER));
    assertDenied(Reason.FORBIDDEN, () -> access.admit(write(HOST, OWN, "x", null), Role.VIEWER));
  }

  @Test
  void takesAWriteUnderTheAddressThatIsSet() throws Exception {
    Access access =
        access(Map.of("console.users", users(), "console.address", "https://waymark.example"));

    Session session = access.login("ann", PASSWORD);

    access.admit(
        write("10.0.0.7:8090", "https://waymark.example", session.token(), session.id()),
        Role.VIEWER);
    assertDenied(
        Reason.FORBIDDEN,
        () ->
            access.admit(
                write("10.0.0.7:8090", "http://10.0.0.7:8090", session.token(), session.id()),
                Role.VIEWER));
    assertThat(access.isSecure()).isTrue();
  }

  @Test
  void opensASessionForAPassword() throws Exception {
    Access access = access(Map.of("console.users", users()));

    Session session = access.login("ann", PASSWORD);

    assertThat(access.admit(read(HOST, session.id()), Role.MARKETER).user())
        .isEqualTo(new User("ann", Role.MARKETER));
    assertDenied(Reason.LOGIN_NEEDED, () -> access.admit(read(HOST, null), Role.VIEWER));
    assertDenied(Reason.LOGIN_NEEDED, () -> access.admit(read(HOST, "guess"), Role.VIEWER));
    assertDenied(Reason.FORBIDDEN, () -> access.admit(read(HOST, session.id()), Role.OPERATOR));
  }

  @Test
  void endsASessionByLogoutAndByTime() throws Exception {
    Access access = access(Map.of("console.users", users(), "console.session", "8h"));
    Session left = access.login("ann", PASSWORD);
    Session old = access.login("ann", PASSWORD);

    access.logout(left);
    assertThat(access.session(read(HOST, left.id()))).isEmpty();
    assertThat(access.session(read(HOST, old.id()))).isPresent();

    clock.pass(Duration.ofHours(8));
    assertThat(access.session(read(HOST, old.id()))).isEmpty();
  }

  @Test
  void endsSessionsOfUsersWhoAreTakenOutOrGetAnotherRole() throws Exception {
    String file = users();
    Access access = access(Map.of("console.users", file));
    Session session = access.login("ann", PASSWORD);

    Path users = Path.of(file);
    Files.writeString(users, Files.readString(users).replace("marketer", "viewer"));
    Files.setLastModifiedTime(users, FileTime.from(clock.instant().plusSeconds(1)));

    assertThat(access.session(read(HOST, session.id()))).isEmpty();
    assertThat(access.login("ann", PASSWORD).user().role()).isEqualTo(Role.VIEWER);
  }

  @Test
  void leavesUsersAsTheyWereWhileTheirFileCannotBeUsed() throws Exception {
    Path file = Path.of(users());
    Access access = access(Map.of("console.users", file.toString()));
    Session session = access.login("ann", PASSWORD);
    String good = Files.readString(file);

    write(file, good + "bob boss x\n", 1);
    assertThat(access.session(read(HOST, session.id()))).isPresent();
    assertThat(access.login("ann", PASSWORD).user().role()).isEqualTo(Role.MARKETER);
    assertThat(access.trouble())
        .hasValue(
            file
                + ": line 2: a role is viewer, marketer or operator"
                + "; mend it: until then the users stay as they were");

    Files.delete(file);
    assertThat(access.session(read(HOST, session.id()))).isPresent();
    assertThat(access.trouble())
        .hasValueSatisfying(
            says -> assertThat(says).startsWith("the file of console.users cannot be read: "));

    write(file, good.replace("marketer", "viewer"), 2);
    assertThat(access.session(read(HOST, session.id()))).isEmpty();
    assertThat(access.trouble()).isEmpty();
  }

  @Test
  void readsAFileThatComesBackAsItWas() throws Exception {
    Path file = Path.of(users());
    Access access = access(Map.of("console.users", file.toString()));
    FileTime time = Files.getLastModifiedTime(file);
    String good = Files.readString(file);
    Session session = access.login("ann", PASSWORD);

    Files.delete(file);
    assertThat(access.session(read(HOST, session.id()))).isPresent();
    Files.writeString(file, good);
    Files.setLastModifiedTime(file, time);

    assertThat(access.session(read(HOST, session.id()))).isPresent();
    assertThat(access.trouble()).isEmpty();
  }

  private void write(Path file, String text, long second) throws Exception {
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(clock.instant().plusSeconds(second)));
  }

  @Test
  void tellsNotWhetherTheNameOrThePasswordIsWrong() throws Exception {
    Access access = access(Map.of("console.users", users()));

    for (String name : new String[] {"ann", "nobody"}) {
      assertThatThrownBy(() -> access.login(name, "wrong"))
          .isInstanceOf(DeniedException.class)
          .hasMessage("name and password do not belong together");
    }
  }

  @Test
  void slowsGuessingDown() throws Exception {
    Access access = access(Map.of("console.users", users()));
    for (int i = 0; i < Attempts.FREE; i++) {
      assertDenied(Reason.LOGIN_NEEDED, () -> access.login("ann", "wrong"));
    }

    assertDenied(Reason.TOO_MANY, () -> access.login("ann", PASSWORD));

    clock.pass(Attempts.PAUSE);
    assertThat(access.login("ann", PASSWORD).user().name()).isEqualTo("ann");
  }

  @Test
  void saysAllThatIsWrongWithAPasswordFile() throws Exception {
    Path file = folder.resolve("broken.txt");
    Files.writeString(
        file,
        """
        # users of the console
        ann marketer
        bob boss $argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA
        eve viewer plain
        a:b viewer $argon2id$x
        """);

    assertThatThrownBy(() -> access(Map.of("console.users", file.toString())))
        .isInstanceOf(UnusableAccessException.class)
        .hasMessage(
            file
                + ": line 2: a line is: name role digest"
                + "; line 3: a role is viewer, marketer or operator"
                + "; line 4: the third word is no digest of Argon2id"
                + "; line 5: a name has 1 to 64 characters, none of them ':', '#' or a space");
  }

  @Test
  void refusesSettingsThatDoNotGoTogether() {
    assertThatThrownBy(
            () ->
                access(
                    Map.of("console.users", users(), "console.oidc-issuer", "https://id.example")))
        .hasMessage("console.users and console.oidc-issuer are both set; keep one of them");
    assertThatThrownBy(() -> access(Map.of("console.oidc-issuer", "https://id.example")))
        .hasMessageStartingWith("console.oidc-issuer needs console.address");
    assertThatThrownBy(() -> access(Map.of("console.users", "nowhere.txt")))
        .hasMessageStartingWith("the file of console.users cannot be read");
  }

  @Test
  void storesPasswordsByArgon2idWithASaltOfTheirOwn() {
    String line = Users.line(new User("ann", Role.VIEWER), PASSWORD);

    assertThat(line).startsWith("ann viewer $argon2id$v=19$m=65536,t=3,p=4$");
    assertThat(Users.line(new User("ann", Role.VIEWER), PASSWORD)).isNotEqualTo(line);
    assertThat(Users.problem("ann b", PASSWORD)).isPresent();
    assertThat(Users.problem("ann", "short")).hasValue("a password has at least 8 characters");
    assertThat(Users.problem("ann", PASSWORD)).isEmpty();
  }

  private String users() throws Exception {
    Path file = folder.resolve("users.txt");
    Files.writeString(file, Users.line(new User("ann", Role.MARKETER), PASSWORD) + "\n");
    return file.toString();
  }

  private Access access(Map<String, String> options) throws UnusableAccessException {
    ConsoleSettings settings = SettingsReader.with(new HashMap<>(options)).console();
    return Access.of(settings, clock);
  }

  private static Inquiry read(String host, @Nullable String session) {
    return new Inquiry(false, host, null, null, session);
  }

  private static Inquiry write(
      String host, @Nullable String origin, @Nullable String token, @Nullable String session) {
    return new Inquiry(true, host, origin, token, session);
  }

  private static void assertDenied(Reason reason, ThrowingCallable attempt) {
    assertThatThrownBy(attempt)
        .isInstanceOf(DeniedException.class)
        .extracting(e -> ((DeniedException) e).reason())
        .isEqualTo(reason);
  }
}
