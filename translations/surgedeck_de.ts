<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Acts</name>
    <message>
        <source>Do: %1</source>
        <translation>Ausführen: %1</translation>
    </message>
    <message>
        <source>Everywhere, also while you type</source>
        <translation>Überall, auch beim Tippen</translation>
    </message>
    <message>
        <source>Forgets the acting credentials and closes their connections.</source>
        <translation>Vergisst die Zugangsdaten zum Eingreifen und schließt ihre Verbindungen.</translation>
    </message>
    <message>
        <source>Keys a second, 2000 at most</source>
        <translation>Schlüssel pro Sekunde, höchstens 2000</translation>
    </message>
    <message>
        <source>Keys in all, at most</source>
        <translation>Schlüssel insgesamt, höchstens</translation>
    </message>
    <message>
        <source>Limit statements of a role</source>
        <translation>Anweisungen einer Rolle begrenzen</translation>
    </message>
    <message>
        <source>Limit statements of a role on %1</source>
        <translation>Anweisungen einer Rolle auf %1 begrenzen</translation>
    </message>
    <message>
        <source>Lock acting</source>
        <translation>Eingreifen sperren</translation>
    </message>
    <message>
        <source>Longest time of a statement, or none</source>
        <translation>Längste Dauer einer Anweisung, oder none</translation>
    </message>
    <message>
        <source>Not armed: %1</source>
        <translation>Nicht vorbereitet: %1</translation>
    </message>
    <message>
        <source>Opens a form with a dry run. Keys are removed a few at a time.</source>
        <translation>Öffnet ein Formular mit Probelauf. Schlüssel werden nach und nach entfernt.</translation>
    </message>
    <message>
        <source>Opens a form. What is set counts for sessions that begin later.</source>
        <translation>Öffnet ein Formular. Was gesetzt wird, gilt für Sitzungen, die später beginnen.</translation>
    </message>
    <message>
        <source>Opens the sheet of this workspace&apos;s own action.</source>
        <translation>Öffnet das Blatt der eigenen Aktion dieses Arbeitsbereichs.</translation>
    </message>
    <message>
        <source>Prefix</source>
        <translation>Präfix</translation>
    </message>
    <message>
        <source>Reads the acting credentials and opens their connections, for a time that you choose.</source>
        <translation>Liest die Zugangsdaten zum Eingreifen und öffnet ihre Verbindungen, für eine Zeit, die Sie wählen.</translation>
    </message>
    <message>
        <source>Remove keys of a prefix</source>
        <translation>Schlüssel eines Präfixes entfernen</translation>
    </message>
    <message>
        <source>Remove keys of a prefix from %1</source>
        <translation>Schlüssel eines Präfixes aus %1 entfernen</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>This window only shows.</source>
        <translation>Dieses Fenster zeigt nur an.</translation>
    </message>
    <message>
        <source>Unlock acting for a time</source>
        <translation>Eingreifen für eine Zeit freigeben</translation>
    </message>
    <message>
        <source>it is locked</source>
        <translation>es ist gesperrt</translation>
    </message>
    <message>
        <source>role responder commander act credential</source>
        <translation>rolle responder commander eingreifen zugangsdaten</translation>
    </message>
    <message>
        <source>statement timeout role slow</source>
        <translation>anweisung zeitlimit rolle langsam</translation>
    </message>
    <message>
        <source>this machine is for viewers</source>
        <translation>dieser Rechner ist nur zum Zuschauen</translation>
    </message>
    <message>
        <source>unlink delete cache keys redis purge</source>
        <translation>entfernen löschen cache schlüssel redis leeren</translation>
    </message>
</context>
<context>
    <name>AlarmRows</name>
    <message>
        <source>+ %1</source>
        <translation>+ %1</translation>
    </message>
    <message numerus="yes">
        <source>+ %n consequential</source>
        <translation>
            <numerusform>+ %n Folgealarm</numerusform>
            <numerusform>+ %n Folgealarme</numerusform>
        </translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>Alarm</translation>
    </message>
    <message>
        <source>Alarm %1 of %2, %3</source>
        <translation>Alarm %1 von %2, %3</translation>
    </message>
    <message>
        <source>Cleared</source>
        <translation>Vorbei</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Raised</source>
        <translation>Gemeldet</translation>
    </message>
    <message>
        <source>Runbook</source>
        <translation>Runbook</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message numerus="yes">
        <source>flaps, %n change(s) in 15 min</source>
        <translation>
            <numerusform>flattert, %n Wechsel in 15 min</numerusform>
            <numerusform>flattert, %n Wechsel in 15 min</numerusform>
        </translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>more, less severe or older</source>
        <translation>weitere, weniger schwer oder älter</translation>
    </message>
    <message>
        <source>not taken</source>
        <translation>nicht übernommen</translation>
    </message>
    <message>
        <source>raised %1</source>
        <translation>gemeldet %1</translation>
    </message>
    <message>
        <source>runbook %1</source>
        <translation>Runbook %1</translation>
    </message>
    <message>
        <source>source lost</source>
        <translation>Quelle verloren</translation>
    </message>
    <message>
        <source>taken by %1</source>
        <translation>übernommen von %1</translation>
    </message>
</context>
<context>
    <name>AlarmWords</name>
    <message>
        <source>%1 above %2</source>
        <translation>%1 über %2</translation>
    </message>
    <message>
        <source>%1 below %2</source>
        <translation>%1 unter %2</translation>
    </message>
    <message>
        <source>%1 times</source>
        <translation>%1-fach</translation>
    </message>
    <message>
        <source>errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>p99</source>
        <translation>p99</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>Rate</translation>
    </message>
</context>
<context>
    <name>BarButtons</name>
    <message>
        <source>Add note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Continue runbook</source>
        <translation>Runbook fortsetzen</translation>
    </message>
    <message>
        <source>Declare incident</source>
        <translation>Störung ausrufen</translation>
    </message>
    <message>
        <source>Tone off</source>
        <translation>Ton aus</translation>
    </message>
    <message>
        <source>Tone on</source>
        <translation>Ton an</translation>
    </message>
    <message>
        <source>Writes into the incident&apos;s own record. Nothing on the platform is changed.</source>
        <translation>Schreibt in das eigene Protokoll der Störung. An der Plattform wird nichts verändert.</translation>
    </message>
</context>
<context>
    <name>BeginShift</name>
    <message>
        <source>the step to %1 % is larger than 25 points: a second person has to approve plan %2 within ten minutes (surgedeck traffic approve); one person is enough in a sev1 towards the healthier side, and there: %3</source>
        <translation>der Schritt auf %1 % ist größer als 25 Punkte: eine zweite Person muss Plan %2 binnen zehn Minuten genehmigen (surgedeck traffic approve); in einem Sev1 zur gesünderen Seite hin genügt eine Person, und dazu: %3</translation>
    </message>
</context>
<context>
    <name>Breakdown</name>
    <message>
        <source>%1 % of it is %2=%3</source>
        <translation>%1 % davon ist %2=%3</translation>
    </message>
    <message>
        <source>%1 % of what fails is %2=%3</source>
        <translation>%1 % der Fehler ist %2=%3</translation>
    </message>
    <message>
        <source>%1 % of what is missing is %2=%3</source>
        <translation>%1 % des Fehlenden ist %2=%3</translation>
    </message>
    <message>
        <source>%1=%2 stands out: %3, the next has %4</source>
        <translation>%1=%2 fällt auf: %3, das nächste hat %4</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>(ohne)</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Kennzahl</translation>
    </message>
    <message>
        <source>Of what is bad</source>
        <translation>Anteil an den Fehlern</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>keine Daten</translation>
    </message>
    <message>
        <source>the series have no label %1</source>
        <translation>die Reihen haben kein Label %1</translation>
    </message>
</context>
<context>
    <name>BreakdownQuery</name>
    <message>
        <source>%1() chooses among series: it can not be split</source>
        <translation>%1() wählt unter Reihen: das lässt sich nicht aufteilen</translation>
    </message>
    <message>
        <source>%1() drops the labels</source>
        <translation>%1() verwirft die Labels</translation>
    </message>
    <message>
        <source>its expression has no aggregation that could be split</source>
        <translation>sein Ausdruck hat keine Zusammenfassung, die sich aufteilen ließe</translation>
    </message>
</context>
<context>
    <name>ChangeLog</name>
    <message>
        <source>is a replica</source>
        <translation>ist eine Replik</translation>
    </message>
    <message>
        <source>limit of connections</source>
        <translation>Grenze der Verbindungen</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>nur lesbar</translation>
    </message>
    <message>
        <source>servers of %1: %2</source>
        <translation>Server von %1: %2</translation>
    </message>
    <message>
        <source>version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>weights of %1: %2</source>
        <translation>Gewichte von %1: %2</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
</context>
<context>
    <name>ChangeRows</name>
    <message>
        <source>%1 after</source>
        <translation>%1 danach</translation>
    </message>
    <message>
        <source>%1 before</source>
        <translation>%1 davor</translation>
    </message>
    <message>
        <source>%1 begins</source>
        <translation>%1 beginnt</translation>
    </message>
    <message>
        <source>%1 ends</source>
        <translation>%1 endet</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>Kampagne</translation>
    </message>
    <message>
        <source>Deploy</source>
        <translation>Deployment</translation>
    </message>
    <message>
        <source>First deviation</source>
        <translation>Erste Abweichung</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>Schalter</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Job</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Anderes</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>seen</source>
        <translation>beobachtet</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>All keys</source>
        <translation>Alle Tasten</translation>
    </message>
    <message>
        <source>Back: palette, then selection, then view</source>
        <translation>Zurück: Palette, dann Auswahl, dann Ansicht</translation>
    </message>
    <message>
        <source>Changes this console only, at once, and is kept.</source>
        <translation>Ändert nur diese Konsole, sofort, und bleibt.</translation>
    </message>
    <message>
        <source>Copies one paragraph with times, figures and links, for the chat.</source>
        <translation>Kopiert einen Absatz mit Zeiten, Werten und Links für den Chat.</translation>
    </message>
    <message>
        <source>Copy situation</source>
        <translation>Lage kopieren</translation>
    </message>
    <message>
        <source>Copy the row as text with units</source>
        <translation>Zeile als Text mit Einheiten kopieren</translation>
    </message>
    <message>
        <source>Copy the table as tab-separated values</source>
        <translation>Tabelle mit Tabulatoren kopieren</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>Dunkle Farben</translation>
    </message>
    <message>
        <source>Everywhere, also while you type</source>
        <translation>Überall, auch beim Tippen</translation>
    </message>
    <message>
        <source>First and last row</source>
        <translation>Erste und letzte Zeile</translation>
    </message>
    <message>
        <source>Go to or run a command</source>
        <translation>Gehe zu oder führe aus</translation>
    </message>
    <message>
        <source>In tables and lists</source>
        <translation>In Tabellen und Listen</translation>
    </message>
    <message>
        <source>Join the call</source>
        <translation>In die Konferenz gehen</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Größere Schrift</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>Helle Farben</translation>
    </message>
    <message>
        <source>Light theme from 07:00 to 19:00</source>
        <translation>Helle Farben von 07:00 bis 19:00</translation>
    </message>
    <message>
        <source>Lists every key; there keys can be changed.</source>
        <translation>Zeigt alle Tasten; dort lassen sie sich ändern.</translation>
    </message>
    <message>
        <source>Next panel</source>
        <translation>Nächster Bereich</translation>
    </message>
    <message>
        <source>No program opens %1</source>
        <translation>Kein Programm öffnet %1</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>Open, or the first thing to do with a row</source>
        <translation>Öffnen, oder das Nächstliegende mit einer Zeile</translation>
    </message>
    <message>
        <source>Opened %1</source>
        <translation>%1 geöffnet</translation>
    </message>
    <message>
        <source>Opens %1 in the browser.</source>
        <translation>Öffnet %1 im Browser.</translation>
    </message>
    <message>
        <source>Opens the settings in place. They count at once and are kept.</source>
        <translation>Öffnet die Einstellungen an Ort und Stelle. Sie gelten sofort und bleiben.</translation>
    </message>
    <message>
        <source>Previous and next row</source>
        <translation>Vorige und nächste Zeile</translation>
    </message>
    <message>
        <source>Previous panel</source>
        <translation>Voriger Bereich</translation>
    </message>
    <message>
        <source>Reduce motion, or not</source>
        <translation>Bewegung verringern oder nicht</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Shows this view. Nothing is changed.</source>
        <translation>Zeigt diese Ansicht. Nichts wird verändert.</translation>
    </message>
    <message>
        <source>Silence the alarm of this row for an hour</source>
        <translation>Alarm dieser Zeile eine Stunde stummschalten</translation>
    </message>
    <message>
        <source>Single keys on or off</source>
        <translation>Einzeltasten ein oder aus</translation>
    </message>
    <message numerus="yes">
        <source>Situation copied, %n character(s)</source>
        <translation>
            <numerusform>Lage kopiert, %n Zeichen</numerusform>
            <numerusform>Lage kopiert, %n Zeichen</numerusform>
        </translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinere Schrift</translation>
    </message>
    <message>
        <source>Tone on or off</source>
        <translation>Alarmton ein oder aus</translation>
    </message>
    <message>
        <source>View: %1</source>
        <translation>Ansicht: %1</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Ansichten</translation>
    </message>
    <message>
        <source>clipboard chat summary</source>
        <translation>Zwischenablage Chat Zusammenfassung</translation>
    </message>
    <message>
        <source>help shortcuts keyboard change</source>
        <translation>Hilfe Kürzel Tastatur ändern</translation>
    </message>
    <message>
        <source>its address in the workspace is no web address</source>
        <translation>seine Adresse im Workspace ist keine Webadresse</translation>
    </message>
    <message>
        <source>link browser bridge war room</source>
        <translation>Link Browser Konferenz Bridge War Room</translation>
    </message>
    <message>
        <source>setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>theme dark light text size motion single keys tone language</source>
        <translation>Farben dunkel hell Schrift Größe Bewegung Einzeltasten Ton Sprache</translation>
    </message>
</context>
<context>
    <name>ComparisonRows</name>
    <message>
        <source>%1, share observed</source>
        <translation>%1, beobachteter Anteil</translation>
    </message>
    <message>
        <source>%1, weight of the new side</source>
        <translation>%1, Gewicht der neuen Seite</translation>
    </message>
    <message>
        <source>Alarm: %1</source>
        <translation>Alarm: %1</translation>
    </message>
    <message>
        <source>Change: %1</source>
        <translation>Änderung: %1</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Damals</translation>
    </message>
    <message>
        <source>active sessions</source>
        <translation>aktive Sitzungen</translation>
    </message>
    <message>
        <source>another severity</source>
        <translation>andere Schwere</translation>
    </message>
    <message>
        <source>errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>not active</source>
        <translation>nicht aktiv</translation>
    </message>
    <message>
        <source>raised since</source>
        <translation>seitdem ausgelöst</translation>
    </message>
    <message>
        <source>rate /min</source>
        <translation>Rate /min</translation>
    </message>
    <message>
        <source>sessions that wait for a lock</source>
        <translation>Sitzungen, die auf eine Sperre warten</translation>
    </message>
</context>
<context>
    <name>Connections</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 of %2 ready</source>
        <translation>%1 von %2 bereit</translation>
    </message>
    <message>
        <source>%1 statements a second</source>
        <translation>%1 Anweisungen je Sekunde</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n not reachable</source>
        <translation>
            <numerusform>%n nicht erreichbar</numerusform>
            <numerusform>%n nicht erreichbar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not tested yet</source>
        <translation>
            <numerusform>%n noch nicht getestet</numerusform>
            <numerusform>%n noch nicht getestet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without permission or wrongly set</source>
        <translation>
            <numerusform>%n ohne Recht oder falsch eingestellt</numerusform>
            <numerusform>%n ohne Recht oder falsch eingestellt</numerusform>
        </translation>
    </message>
    <message>
        <source>&lt;1 ms</source>
        <translation>&lt;1 ms</translation>
    </message>
    <message>
        <source>Act</source>
        <translation>Eingreifen</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>Clock off</source>
        <translation>Uhr geht falsch</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>Voll</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>Neuestes</translation>
    </message>
    <message>
        <source>No permission</source>
        <translation>Recht fehlt</translation>
    </message>
    <message>
        <source>No recent data</source>
        <translation>Keine neuen Daten</translation>
    </message>
    <message>
        <source>Not reachable</source>
        <translation>Nicht erreichbar</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Our cost</source>
        <translation>Unsere Last</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>Reads, acting refused</source>
        <translation>Liest, Eingriff verweigert</translation>
    </message>
    <message>
        <source>Reads, may not act</source>
        <translation>Liest, darf nicht eingreifen</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Ready, with advice</source>
        <translation>Bereit, mit Hinweis</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Wrong setting</source>
        <translation>Falsch eingestellt</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>current</source>
        <translation>aktuell</translation>
    </message>
    <message>
        <source>denied</source>
        <translation>verweigert</translation>
    </message>
    <message>
        <source>down</source>
        <translation>ausgefallen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>full</source>
        <translation>voll</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>nicht erreicht</translation>
    </message>
    <message>
        <source>not tested</source>
        <translation>nicht getestet</translation>
    </message>
    <message>
        <source>not understood</source>
        <translation>unverständlich</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>verweigert</translation>
    </message>
    <message>
        <source>result: %1</source>
        <translation>Ergebnis: %1</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>veraltet</translation>
    </message>
    <message>
        <source>testing</source>
        <translation>Test läuft</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>Timeout</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>wrong setting</source>
        <translation>falsch eingestellt</translation>
    </message>
</context>
<context>
    <name>DataStates</name>
    <message>
        <source>%1 counts %2 /s</source>
        <translation>%1 zählt %2 /s</translation>
    </message>
    <message>
        <source>%1 does not answer</source>
        <translation>%1 antwortet nicht</translation>
    </message>
    <message>
        <source>%1 has not answered</source>
        <translation>%1 hat nicht geantwortet</translation>
    </message>
    <message>
        <source>%1 late</source>
        <translation>%1 verspätet</translation>
    </message>
    <message>
        <source>%1 of %2 shown</source>
        <translation>%1 von %2 gezeigt</translation>
    </message>
    <message>
        <source>%1 refuses us</source>
        <translation>%1 verweigert uns den Zugang</translation>
    </message>
    <message>
        <source>%1 takes no further session</source>
        <translation>%1 nimmt keine weitere Sitzung an</translation>
    </message>
    <message>
        <source>Copy grant for the administrator</source>
        <translation>Recht für die Administration kopieren</translation>
    </message>
    <message>
        <source>No lock waits</source>
        <translation>Niemand wartet auf Sperren</translation>
    </message>
    <message>
        <source>Open connection</source>
        <translation>Verbindung öffnen</translation>
    </message>
    <message>
        <source>Show what to grant</source>
        <translation>Fehlende Rechte zeigen</translation>
    </message>
    <message>
        <source>Who waits for whom can not be told</source>
        <translation>Wer auf wen wartet, ist nicht zu sagen</translation>
    </message>
    <message>
        <source>next try in %1</source>
        <translation>nächster Versuch in %1</translation>
    </message>
    <message>
        <source>no samples</source>
        <translation>keine Messwerte</translation>
    </message>
    <message>
        <source>waiting for %1, %2</source>
        <translation>warte auf %1, %2</translation>
    </message>
</context>
<context>
    <name>Effect</name>
    <message>
        <source>%1 waited for a lock, now %2; %3 at work, now %4</source>
        <translation>%1 warteten auf eine Sperre, jetzt %2; %3 arbeiteten, jetzt %4</translation>
    </message>
</context>
<context>
    <name>Evacuation</name>
    <message>
        <source>%1 % would be %2 requests a minute, and the canary is proven for %3</source>
        <translation>%1 % wären %2 Anfragen pro Minute, und der Canary ist für %3 erprobt</translation>
    </message>
    <message>
        <source>%1 is out of its band on the canary, too: %2</source>
        <translation>%1 ist auch auf dem Canary außerhalb des Bereichs: %2</translation>
    </message>
    <message>
        <source>%1 of the canary is not measured</source>
        <translation>%1 des Canary wird nicht gemessen</translation>
    </message>
    <message>
        <source>%1: %2 on stable, %3 on the canary</source>
        <translation>%1: %2 auf der stabilen Seite, %3 auf dem Canary</translation>
    </message>
    <message>
        <source>no guard says that the stable side is the worse one</source>
        <translation>kein Wächter sagt, dass die stabile Seite die schlechtere ist</translation>
    </message>
    <message>
        <source>nobody can say whether the canary carries it: its capacity or the rate is not known</source>
        <translation>niemand kann sagen, ob der Canary es trägt: seine Kapazität oder die Rate ist nicht bekannt</translation>
    </message>
</context>
<context>
    <name>GuardJudge</name>
    <message>
        <source>%1 % flow to the canary where %2 % are set: sessions that stick to a server, connections kept open, few clients, or a figure that is an average over time</source>
        <translation>%1 % fließen zum Canary, eingestellt sind %2 %: Sitzungen, die an einem Server haften, offen gehaltene Verbindungen, wenige Clients, oder ein Wert, der über die Zeit mittelt</translation>
    </message>
    <message>
        <source>%1 % would be %2 requests a minute, and the canary is proven for %3</source>
        <translation>%1 % wären %2 Anfragen je Minute, der Canary ist für %3 erwiesen</translation>
    </message>
    <message>
        <source>%1 can not be evaluated: %2</source>
        <translation>%1 kann nicht ausgewertet werden: %2</translation>
    </message>
    <message>
        <source>%1 is back in its band since %2 s</source>
        <translation>%1 ist seit %2 s wieder im Band</translation>
    </message>
    <message>
        <source>%1 is beyond its ceiling %2: %3 on the canary, %4 on stable</source>
        <translation>%1 ist jenseits der Grenze %2: %3 auf dem Canary, %4 auf der stabilen Seite</translation>
    </message>
    <message>
        <source>%1 is not measured</source>
        <translation>%1 wird nicht gemessen</translation>
    </message>
    <message>
        <source>%1 is worse than on stable: %2</source>
        <translation>%1 ist schlechter als an Stable: %2</translation>
    </message>
    <message>
        <source>%1 left its band %2: %3</source>
        <translation>%1 verließ sein Band %2: %3</translation>
    </message>
    <message>
        <source>%1 of %2 requests seen on the canary</source>
        <translation>%1 von %2 Anfragen am Canary gesehen</translation>
    </message>
    <message>
        <source>%1 on both sides together</source>
        <translation>%1 auf beiden Seiten zusammen</translation>
    </message>
    <message>
        <source>%1 on the canary, %2 on stable</source>
        <translation>%1 am Canary, %2 an Stable</translation>
    </message>
    <message>
        <source>%1. %2 of the %3 sources of %4 say so, and that is not most of them</source>
        <translation>%1. Das sagen %2 von %3 Quellen von %4, und das ist nicht die Mehrheit</translation>
    </message>
    <message>
        <source>%1. Both sides fail alike, so moving traffic will not help.</source>
        <translation>%1. Beide Seiten versagen gleich, Verkehr zu verlagern hilft nicht.</translation>
    </message>
    <message>
        <source>%1. The stable side can carry all.</source>
        <translation>%1. Die stabile Seite kann alles tragen.</translation>
    </message>
    <message>
        <source>%1. The stable side is not proven to carry all (capacity: stable), so nothing moves by itself.</source>
        <translation>%1. Dass die stabile Seite alles trägt, ist nicht erwiesen (capacity: stable), also bewegt sich nichts von selbst.</translation>
    </message>
    <message>
        <source>no traffic flows</source>
        <translation>es fließt kein Verkehr</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>nothing watches this shift: no guard, and the observed rates are not known</source>
        <translation>nichts bewacht diese Verlagerung: kein Wächter, und die gemessenen Raten sind nicht bekannt</translation>
    </message>
    <message>
        <source>the canary gets no traffic</source>
        <translation>der Canary bekommt keinen Verkehr</translation>
    </message>
    <message>
        <source>the figure of %1 is too old</source>
        <translation>der Wert von %1 ist zu alt</translation>
    </message>
    <message>
        <source>the figure stands still: the balancers&apos; counters see traffic</source>
        <translation>der Wert steht still: die Zähler der Balancer sehen Verkehr</translation>
    </message>
    <message>
        <source>the observed rates are not known</source>
        <translation>die gemessenen Raten sind nicht bekannt</translation>
    </message>
    <message>
        <source>the rate of the route is not known</source>
        <translation>die Rate der Route ist nicht bekannt</translation>
    </message>
    <message>
        <source>the stable side of %1 is not measured</source>
        <translation>die stabile Seite von %1 wird nicht gemessen</translation>
    </message>
</context>
<context>
    <name>GuardRows</name>
    <message>
        <source>Band</source>
        <translation>Band</translation>
    </message>
    <message>
        <source>Canary</source>
        <translation>Canary</translation>
    </message>
    <message>
        <source>Guard</source>
        <translation>Wächter</translation>
    </message>
    <message>
        <source>Guard %1, stable %2 %3, canary %4 %5, band %6 %7, %8</source>
        <translation>Wächter %1, Stable %2 %3, Canary %4 %5, Band %6 %7, %8</translation>
    </message>
    <message>
        <source>Stable</source>
        <translation>Stable</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>out of its band</source>
        <translation>außerhalb des Bandes</translation>
    </message>
    <message>
        <source>too old to judge</source>
        <translation>zu alt für ein Urteil</translation>
    </message>
    <message>
        <source>within its band</source>
        <translation>im Band</translation>
    </message>
</context>
<context>
    <name>HealthCards</name>
    <message>
        <source>%1 % of what may fail is left</source>
        <translation>%1 % des erlaubten Ausfalls sind übrig</translation>
    </message>
    <message>
        <source>%1 so far, estimate</source>
        <translation>%1 bisher, geschätzt</translation>
    </message>
    <message>
        <source>%1, last %2</source>
        <translation>%1, letzte %2</translation>
    </message>
    <message>
        <source>%1, last %2 days</source>
        <translation>%1, letzte %2 Tage</translation>
    </message>
    <message>
        <source>Estimate: missing orders × %1 for an order</source>
        <translation>Schätzung: fehlende Bestellungen × %1 je Bestellung</translation>
    </message>
    <message>
        <source>Revenue at risk</source>
        <translation>Gefährdeter Umsatz</translation>
    </message>
    <message>
        <source>Since %1, %2</source>
        <translation>Seit %1, %2</translation>
    </message>
    <message>
        <source>counted over %1 so far</source>
        <translation>bisher über %1 gezählt</translation>
    </message>
    <message>
        <source>no target set</source>
        <translation>kein Ziel gesetzt</translation>
    </message>
    <message>
        <source>nothing is left of what may fail</source>
        <translation>vom erlaubten Ausfall ist nichts übrig</translation>
    </message>
    <message>
        <source>nothing is missing now</source>
        <translation>jetzt fehlt nichts</translation>
    </message>
    <message>
        <source>per minute</source>
        <translation>je Minute</translation>
    </message>
    <message>
        <source>per second</source>
        <translation>je Sekunde</translation>
    </message>
    <message>
        <source>promise is %1 %</source>
        <translation>versprochen sind %1 %</translation>
    </message>
    <message>
        <source>target %1</source>
        <translation>Ziel %1</translation>
    </message>
    <message>
        <source>target is %1 or more</source>
        <translation>Ziel ist %1 oder mehr</translation>
    </message>
    <message>
        <source>target is less than %1</source>
        <translation>Ziel ist weniger als %1</translation>
    </message>
    <message>
        <source>target now %1</source>
        <translation>Ziel jetzt %1</translation>
    </message>
</context>
<context>
    <name>HealthFacts</name>
    <message>
        <source>%1 begins</source>
        <translation>%1 beginnt</translation>
    </message>
    <message>
        <source>%1 begins at %2.</source>
        <translation>%1 beginnt um %2.</translation>
    </message>
    <message>
        <source>%1 in 100 fail</source>
        <translation>%1 von 100 schlagen fehl</translation>
    </message>
    <message>
        <source>%1 is failing for about 1 in %2 customers</source>
        <translation>%1 schlägt bei etwa einem von %2 Kunden fehl</translation>
    </message>
    <message>
        <source>%1 is failing for nearly all customers</source>
        <translation>%1 schlägt bei fast allen Kunden fehl</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1: %2, %3</translation>
    </message>
    <message>
        <source>An engineer has taken it in hand</source>
        <translation>Jemand aus dem Team hat übernommen</translation>
    </message>
    <message>
        <source>Everything is working normally</source>
        <translation>Alles läuft normal</translation>
    </message>
    <message>
        <source>No current data</source>
        <translation>Keine aktuellen Daten</translation>
    </message>
    <message>
        <source>No current data since %1</source>
        <translation>Keine aktuellen Daten seit %1</translation>
    </message>
    <message>
        <source>Not everything can be seen</source>
        <translation>Nicht alles ist zu sehen</translation>
    </message>
    <message>
        <source>Orders are on target.</source>
        <translation>Die Bestellungen liegen im Ziel.</translation>
    </message>
    <message>
        <source>Part of the platform is not working normally</source>
        <translation>Ein Teil der Plattform läuft nicht normal</translation>
    </message>
    <message>
        <source>Problem detected by monitoring</source>
        <translation>Störung von der Überwachung erkannt</translation>
    </message>
    <message>
        <source>The shop is working; something needs attention</source>
        <translation>Der Shop läuft; etwas braucht Aufmerksamkeit</translation>
    </message>
    <message>
        <source>The team is working on it.</source>
        <translation>Das Team arbeitet daran.</translation>
    </message>
    <message>
        <source>What is shown below is what was known last. The team is told by the console itself.</source>
        <translation>Unten steht, was zuletzt bekannt war. Die Konsole sagt es dem Team selbst.</translation>
    </message>
    <message>
        <source>What is shown below is what was known last: nobody has published anything since.</source>
        <translation>Unten steht, was zuletzt bekannt war: seither hat niemand etwas veröffentlicht.</translation>
    </message>
    <message>
        <source>due %1 ago</source>
        <translation>fällig seit %1</translation>
    </message>
    <message>
        <source>due now</source>
        <translation>jetzt fällig</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>normal</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>not known; was: %1</source>
        <translation>nicht bekannt; war: %1</translation>
    </message>
    <message>
        <source>slower than normal, up to %1</source>
        <translation>langsamer als sonst, bis %1</translation>
    </message>
    <message>
        <source>working, under load</source>
        <translation>läuft, unter Last</translation>
    </message>
</context>
<context>
    <name>HealthPage</name>
    <message>
        <source>%1 old</source>
        <translation>%1 alt</translation>
    </message>
    <message>
        <source>Read only. Estimates are marked as such. This page does not renew itself.</source>
        <translation>Nur zum Lesen. Schätzungen sind als solche bezeichnet. Diese Seite erneuert sich nicht von selbst.</translation>
    </message>
    <message>
        <source>What is affected</source>
        <translation>Was betroffen ist</translation>
    </message>
    <message>
        <source>What we are doing</source>
        <translation>Was wir tun</translation>
    </message>
    <message>
        <source>age not known</source>
        <translation>Alter nicht bekannt</translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>Stand %1</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>Achtung</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>kritisch</translation>
    </message>
    <message>
        <source>degraded</source>
        <translation>gestört</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>normal</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
</context>
<context>
    <name>IncidentFacts</name>
    <message>
        <source> Of the budget of %1, %2 % are left.</source>
        <translation> Vom Budget von %1 sind %2 % übrig.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 Summed over %2 of %3 that are known.</source>
        <translation>%1 Summiert über %2 von %3, die bekannt sind.</translation>
    </message>
    <message>
        <source>%1 · in %2</source>
        <translation>%1 · in %2</translation>
    </message>
    <message>
        <source>%1: objective %2 %, %3 % were good, over %4 of %5 that are known.</source>
        <translation>%1: Ziel %2 %, %3 % waren gut, über %4 von %5, die bekannt sind.</translation>
    </message>
    <message>
        <source>, %1 open</source>
        <translation>, %1 offen</translation>
    </message>
    <message>
        <source>/min</source>
        <translation>/min</translation>
    </message>
    <message>
        <source>Acknowledged by</source>
        <translation>Übernommen von</translation>
    </message>
    <message>
        <source>Alarms, last 24 h</source>
        <translation>Alarme, letzte 24 h</translation>
    </message>
    <message>
        <source>At risk (estimate)</source>
        <translation>Gefährdet (geschätzt)</translation>
    </message>
    <message>
        <source>Back in bounds, not yet for long enough to be calm</source>
        <translation>Wieder im Rahmen, noch nicht lange genug für Ruhe</translation>
    </message>
    <message>
        <source>Elapsed</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Error budget</source>
        <translation>Fehlerbudget</translation>
    </message>
    <message>
        <source>Estimate: (%1 expected − %2 orders /min) × %3 for an order. Some may be placed later.</source>
        <translation>Schätzung: (%1 erwartet − %2 Bestellungen /min) × %3 je Bestellung. Manche werden nachgeholt.</translation>
    </message>
    <message>
        <source>Last: %1, %2, %3 for %4</source>
        <translation>Zuletzt: %1, %2, %3 für %4</translation>
    </message>
    <message>
        <source>Lost so far (estimate)</source>
        <translation>Bisher entgangen (geschätzt)</translation>
    </message>
    <message>
        <source>Next planned event</source>
        <translation>Nächstes geplantes Ereignis</translation>
    </message>
    <message>
        <source>No active incident</source>
        <translation>Keine laufende Störung</translation>
    </message>
    <message>
        <source>No alarm %1</source>
        <translation>Kein Alarm %1</translation>
    </message>
    <message>
        <source>Not everything can be seen</source>
        <translation>Nicht alles ist zu sehen</translation>
    </message>
    <message>
        <source>Not yet for long enough to be an alarm</source>
        <translation>Noch nicht lange genug für einen Alarm</translation>
    </message>
    <message>
        <source>Nothing has been counted yet.</source>
        <translation>Noch wurde nichts gezählt.</translation>
    </message>
    <message>
        <source>Orders, or what is expected of them, are not known now.</source>
        <translation>Bestellungen oder ihre Erwartung sind jetzt nicht bekannt.</translation>
    </message>
    <message>
        <source>Probable cause (inferred): %1</source>
        <translation>Vermutete Ursache: %1</translation>
    </message>
    <message>
        <source>Quiet for</source>
        <translation>Ruhig seit</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>Unknown, not normal: %1</source>
        <translation>Unbekannt, nicht normal: %1</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiterer</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>left</source>
        <translation>übrig</translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation>noch niemand</translation>
    </message>
    <message>
        <source>now, ends in %1</source>
        <translation>jetzt, endet in %1</translation>
    </message>
    <message>
        <source>of %1 answer</source>
        <translation>von %1 antworten</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>since %1, when watching began</source>
        <translation>seit %1, dem Beginn der Beobachtung</translation>
    </message>
</context>
<context>
    <name>IndexAdvice</name>
    <message>
        <source>how many rows it reads: no call of it has been counted yet</source>
        <translation>wie viele Zeilen sie liest: noch wurde kein Aufruf gezählt</translation>
    </message>
    <message>
        <source>%1 KiB</source>
        <translation>%1 KiB</translation>
    </message>
    <message>
        <source>%1 MiB</source>
        <translation>%1 MiB</translation>
    </message>
    <message>
        <source>%1 is read as a whole although index %2 begins with what is looked for.</source>
        <translation>%1 wird ganz gelesen, obwohl der Index %2 mit dem beginnt, wonach gesucht wird.</translation>
    </message>
    <message>
        <source>%1 is read as a whole, and is small: about %2 rows.</source>
        <translation>%1 wird ganz gelesen und ist klein: etwa %2 Zeilen.</translation>
    </message>
    <message>
        <source>%1 is read as a whole, and nothing in it is looked for by a column: no index would help.</source>
        <translation>%1 wird ganz gelesen, und nichts darin wird über eine Spalte gesucht: kein Index würde helfen.</translation>
    </message>
    <message>
        <source>No index of %1 begins with %2: every call reads about %3 rows.</source>
        <translation>Kein Index von %1 beginnt mit %2: jeder Aufruf liest etwa %3 Zeilen.</translation>
    </message>
    <message>
        <source>No table is read as a whole: an index is not what is missing.</source>
        <translation>Keine Tabelle wird ganz gelesen: an einem Index fehlt es nicht.</translation>
    </message>
    <message>
        <source>Not known: %1.</source>
        <translation>Nicht bekannt: %1.</translation>
    </message>
    <message>
        <source>Seen: %1.</source>
        <translation>Gesehen: %1.</translation>
    </message>
    <message>
        <source>To be tested: %1</source>
        <translation>Zu prüfen: %1</translation>
    </message>
    <message>
        <source>how many rows it reads: this server does not count that by statement</source>
        <translation>wie viele Zeilen sie liest: dieser Server zählt das nicht je Anweisung</translation>
    </message>
    <message>
        <source>how many rows one value finds, and what one more index costs the writes</source>
        <translation>wie viele Zeilen ein Wert findet und was ein weiterer Index beim Schreiben kostet</translation>
    </message>
    <message>
        <source>how the pattern begins: an index serves none that begins with %</source>
        <translation>wie das Muster beginnt: einem mit % am Anfang hilft kein Index</translation>
    </message>
    <message>
        <source>it compares an expression, too, which a plain index does not serve</source>
        <translation>sie vergleicht auch einen Ausdruck, dem ein einfacher Index nicht hilft</translation>
    </message>
    <message>
        <source>it has no index</source>
        <translation>sie hat keinen Index</translation>
    </message>
    <message>
        <source>its indexes: %1</source>
        <translation>ihre Indizes: %1</translation>
    </message>
    <message>
        <source>looked for by %1</source>
        <translation>gesucht über %1</translation>
    </message>
    <message>
        <source>measured: %1 calls a second, %2 ms each</source>
        <translation>gemessen: %1 Aufrufe je Sekunde, je %2 ms</translation>
    </message>
    <message>
        <source>measured: %1 rows read for each one returned</source>
        <translation>gemessen: %1 gelesene Zeilen für jede gelieferte</translation>
    </message>
    <message>
        <source>the plan reads all of %1: about %2 rows%3</source>
        <translation>der Plan liest %1 ganz: etwa %2 Zeilen%3</translation>
    </message>
    <message>
        <source>why it still reads %1 rows for each one returned: it counts or sorts them, or the index finds too many</source>
        <translation>warum sie trotzdem %1 Zeilen für jede gelieferte liest: sie zählt oder sortiert sie, oder der Index findet zu viele</translation>
    </message>
    <message>
        <source>why: too many rows match, statistics are old (ANALYZE), or types differ</source>
        <translation>warum: zu viele Zeilen passen, die Statistik ist alt (ANALYZE), oder die Typen sind verschieden</translation>
    </message>
</context>
<context>
    <name>IndicatorText</name>
    <message>
        <source>limit %1</source>
        <translation>Grenze %1</translation>
    </message>
    <message>
        <source>no target set</source>
        <translation>kein Ziel gesetzt</translation>
    </message>
    <message>
        <source>pt</source>
        <translation>Pkt</translation>
    </message>
    <message>
        <source>target %1 %2</source>
        <translation>Ziel %1 %2</translation>
    </message>
    <message>
        <source>target %1 now</source>
        <translation>Ziel jetzt %1</translation>
    </message>
</context>
<context>
    <name>IndicatorTrend</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>first alarm</source>
        <translation>erster Alarm</translation>
    </message>
    <message>
        <source>in %1 min</source>
        <translation>in %1 min</translation>
    </message>
</context>
<context>
    <name>JudgedRows</name>
    <message>
        <source>Canary</source>
        <translation>Canary</translation>
    </message>
    <message>
        <source>Guard</source>
        <translation>Wächter</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>Stable</source>
        <translation>Stable</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>in band</source>
        <translation>im Band</translation>
    </message>
    <message>
        <source>no shift judges it</source>
        <translation>keine Verlagerung beurteilt es</translation>
    </message>
    <message>
        <source>no traffic</source>
        <translation>kein Verkehr</translation>
    </message>
    <message>
        <source>not decided</source>
        <translation>unentschieden</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>out of band</source>
        <translation>außerhalb</translation>
    </message>
</context>
<context>
    <name>LockRows</name>
    <message>
        <source>%1 more sessions wait</source>
        <translation>%1 weitere Sitzungen warten</translation>
    </message>
    <message>
        <source>%1 rows changed</source>
        <translation>%1 Zeilen geändert</translation>
    </message>
    <message>
        <source>%1 seconds</source>
        <translation>%1 Sekunden</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>Blockiert</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperre</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>Anweisung</translation>
    </message>
    <message>
        <source>and %1 others</source>
        <translation>und %1 andere</translation>
    </message>
    <message>
        <source>blocks %1</source>
        <translation>blockiert %1</translation>
    </message>
    <message>
        <source>deadlock</source>
        <translation>Verklemmung</translation>
    </message>
    <message>
        <source>more roots</source>
        <translation>weitere Ursprünge</translation>
    </message>
    <message>
        <source>root session %1 %2, blocks %3 sessions, %4, %5</source>
        <translation>Ursprung Sitzung %1 %2, blockiert %3 Sitzungen, %4, %5</translation>
    </message>
    <message>
        <source>session %1 %2 waits, %3</source>
        <translation>Sitzung %1 %2 wartet, %3</translation>
    </message>
    <message>
        <source>waits %1</source>
        <translation>wartet %1</translation>
    </message>
</context>
<context>
    <name>NextStepRisk</name>
    <message>
        <source>%1 requests a minute</source>
        <translation>%1 Anfragen pro Minute</translation>
    </message>
    <message>
        <source>%1 requests a minute (proven for %2)</source>
        <translation>%1 Anfragen pro Minute (erprobt für %2)</translation>
    </message>
    <message>
        <source>Next: %1 %</source>
        <translation>Als Nächstes: %1 %</translation>
    </message>
    <message>
        <source>about %1 orders (%2) a minute at risk</source>
        <translation>etwa %1 Bestellungen (%2) pro Minute gefährdet</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message numerus="yes">
        <source>%n session(s) wait</source>
        <translation>
            <numerusform>%n Sitzung wartet</numerusform>
            <numerusform>%n Sitzungen warten</numerusform>
        </translation>
    </message>
    <message>
        <source>Alarm %1 %2</source>
        <translation>Alarm %1 %2</translation>
    </message>
    <message>
        <source>Connection of %1</source>
        <translation>Verbindung von %1</translation>
    </message>
    <message>
        <source>Do now</source>
        <translation>Jetzt tun</translation>
    </message>
    <message>
        <source>Figure %1</source>
        <translation>Kennzahl %1</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Gehe zu</translation>
    </message>
    <message>
        <source>Look up</source>
        <translation>Nachsehen</translation>
    </message>
    <message>
        <source>Service %1</source>
        <translation>Dienst %1</translation>
    </message>
    <message>
        <source>Sessions that hold locks on %1</source>
        <translation>Sitzungen mit Sperren auf %1</translation>
    </message>
    <message>
        <source>Shows it and moves the keyboard there. Nothing is changed.</source>
        <translation>Zeigt es und bringt die Tastatur dorthin. Nichts wird verändert.</translation>
    </message>
    <message>
        <source>Traffic of %1</source>
        <translation>Verkehr von %1</translation>
    </message>
    <message>
        <source>cleared</source>
        <translation>vorbei</translation>
    </message>
    <message>
        <source>lock chain blocker</source>
        <translation>Sperrkette Blockierer</translation>
    </message>
    <message>
        <source>nobody waits</source>
        <translation>niemand wartet</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
</context>
<context>
    <name>PlanEdit</name>
    <message>
        <source>&apos;%1&apos; is no percentage</source>
        <translation>&apos;%1&apos; ist kein Prozentwert</translation>
    </message>
    <message>
        <source>a plan is edited while its step is watched or held; the route is %1</source>
        <translation>ein Plan wird geändert, während sein Schritt beobachtet oder angehalten wird; die Route ist %1</translation>
    </message>
    <message>
        <source>a step is watched for a day at most</source>
        <translation>ein Schritt wird höchstens einen Tag beobachtet</translation>
    </message>
    <message>
        <source>nothing was taken yet: without a step there is no shift</source>
        <translation>noch kein Schritt ist getan: ohne einen gibt es keine Verschiebung</translation>
    </message>
    <message>
        <source>the steps have to ascend from 1 to 100</source>
        <translation>die Schritte müssen von 1 bis 100 ansteigen</translation>
    </message>
</context>
<context>
    <name>PlanRows</name>
    <message>
        <source>  (rows %1</source>
        <translation>  (Zeilen %1</translation>
    </message>
    <message>
        <source> on %1</source>
        <translation> auf %1</translation>
    </message>
    <message>
        <source> using %1</source>
        <translation> mit %1</translation>
    </message>
    <message>
        <source> · changed at %1, before: %2</source>
        <translation> · geändert um %1, vorher: %2</translation>
    </message>
    <message>
        <source> · unchanged since %1</source>
        <translation> · unverändert seit %1</translation>
    </message>
    <message>
        <source>%1 %2, %3 rows estimated</source>
        <translation>%1 %2, %3 Zeilen geschätzt</translation>
    </message>
    <message>
        <source>%1, from %2 to %3</source>
        <translation>%1, von %2 bis %3</translation>
    </message>
    <message>
        <source>, at %1</source>
        <translation>, auf %1</translation>
    </message>
    <message>
        <source>, cost %1)</source>
        <translation>, Kosten %1)</translation>
    </message>
    <message>
        <source>, of the SELECT of the same rows</source>
        <translation>, des SELECT derselben Zeilen</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Rows est.</source>
        <translation>Zeilen gesch.</translation>
    </message>
    <message>
        <source>Table, index and condition</source>
        <translation>Tabelle, Index und Bedingung</translation>
    </message>
    <message>
        <source>generic plan, for any values</source>
        <translation>allgemeiner Plan, für beliebige Werte</translation>
    </message>
    <message>
        <source>plan for stand-in values</source>
        <translation>Plan für Ersatzwerte</translation>
    </message>
    <message>
        <source>plan for values seen in flight</source>
        <translation>Plan für Werte, die unterwegs gesehen wurden</translation>
    </message>
    <message>
        <source>table %1: about %2 rows, %3 bytes</source>
        <translation>Tabelle %1: etwa %2 Zeilen, %3 Bytes</translation>
    </message>
</context>
<context>
    <name>Plans</name>
    <message>
        <source>%1 has to be a number from 1 to %2</source>
        <translation>%1 muss eine Zahl von 1 bis %2 sein</translation>
    </message>
    <message>
        <source>Limit statements of %1</source>
        <translation>Anweisungen von %1 begrenzen</translation>
    </message>
    <message>
        <source>Remove keys of %1</source>
        <translation>Schlüssel von %1 entfernen</translation>
    </message>
    <message>
        <source>call %1</source>
        <translation>%1 aufrufen</translation>
    </message>
    <message>
        <source>name the prefix</source>
        <translation>Präfix nennen</translation>
    </message>
    <message>
        <source>name the role</source>
        <translation>Rolle nennen</translation>
    </message>
    <message>
        <source>it may have been done: look at the server; nothing is sent twice</source>
        <translation>vielleicht geschah es: am Server nachsehen; nichts wird zweimal gesendet</translation>
    </message>
    <message>
        <source>none is named in the workspace</source>
        <translation>im Arbeitsbereich ist nichts genannt</translation>
    </message>
    <message>
        <source>remove the keys</source>
        <translation>die Schlüssel entfernen</translation>
    </message>
    <message>
        <source>set the limit</source>
        <translation>das Limit setzen</translation>
    </message>
    <message>
        <source>the limit has to be a duration from 100ms to 24h, or none</source>
        <translation>das Limit muss eine Dauer von 100ms bis 24h sein, oder none</translation>
    </message>
    <message>
        <source>the name of the action</source>
        <translation>den Namen der Aktion</translation>
    </message>
    <message>
        <source>the name of the role</source>
        <translation>den Namen der Rolle</translation>
    </message>
    <message>
        <source>the prefix whose keys are lost</source>
        <translation>das Präfix, dessen Schlüssel verloren gehen</translation>
    </message>
</context>
<context>
    <name>Preflight</name>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>%1 of %2 can be acted on</source>
        <translation>%1 von %2 erlauben Eingriffe</translation>
    </message>
    <message>
        <source>%1 of %2 can be run here</source>
        <translation>%1 von %2 können hier laufen</translation>
    </message>
    <message>
        <source>%1, %2, %3 orders a minute</source>
        <translation>%1, %2, %3 Bestellungen je Minute</translation>
    </message>
    <message>
        <source>; with mistakes: %1</source>
        <translation>; mit Fehlern: %1</translation>
    </message>
    <message>
        <source>Headroom below proven capacity</source>
        <translation>Reserve unter erwiesener Kapazität</translation>
    </message>
    <message>
        <source>Next event</source>
        <translation>Nächstes Ereignis</translation>
    </message>
    <message>
        <source>R00 for %1</source>
        <translation>R00 für %1</translation>
    </message>
    <message>
        <source>Runbooks</source>
        <translation>Runbooks</translation>
    </message>
    <message>
        <source>Runbooks of alarms</source>
        <translation>Runbooks der Alarme</translation>
    </message>
    <message>
        <source>Sessions for acting, opened</source>
        <translation>Sitzungen für Eingriffe, geöffnet</translation>
    </message>
    <message>
        <source>Silences</source>
        <translation>Stummschaltungen</translation>
    </message>
    <message>
        <source>at least a fifth everywhere</source>
        <translation>überall mindestens ein Fünftel</translation>
    </message>
    <message>
        <source>every objective has one</source>
        <translation>jedes Ziel hat eines</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>less than a fifth: %1</source>
        <translation>weniger als ein Fünftel: %1</translation>
    </message>
    <message>
        <source>load not known: %1</source>
        <translation>Last nicht bekannt: %1</translation>
    </message>
    <message>
        <source>never proven: %1</source>
        <translation>nie erwiesen: %1</translation>
    </message>
    <message>
        <source>no service is described</source>
        <translation>kein Dienst ist beschrieben</translation>
    </message>
    <message>
        <source>no source has an acting account</source>
        <translation>keine Quelle hat ein handelndes Konto</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>unknown: %1</source>
        <translation>unbekannt: %1</translation>
    </message>
</context>
<context>
    <name>ProbableCause</name>
    <message>
        <source>%1, %2 earlier</source>
        <translation>%1, %2 früher</translation>
    </message>
    <message>
        <source>lock convoy on %1, %2: %3 blocks %4</source>
        <translation>Sperrstau auf %1, %2: %3 blockiert %4</translation>
    </message>
    <message>
        <source>lock convoy, %1: %2 blocks %3</source>
        <translation>Sperrstau, %1: %2 blockiert %3</translation>
    </message>
</context>
<context>
    <name>Readiness</name>
    <message>
        <source> and %1 more</source>
        <translation> und %1 weitere</translation>
    </message>
    <message>
        <source>%1 % of the limit, %2</source>
        <translation>%1 % der Grenze, %2</translation>
    </message>
    <message>
        <source>%1 % set, %2 % seen</source>
        <translation>%1 % eingestellt, %2 % gemessen</translation>
    </message>
    <message>
        <source>%1 % set, flow not known</source>
        <translation>%1 % eingestellt, Fluss nicht bekannt</translation>
    </message>
    <message>
        <source>%1 active, %2 not taken</source>
        <translation>%1 aktiv, %2 nicht übernommen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 of %2 open</source>
        <translation>%1 von %2 offen</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>%1 refuses us</source>
        <translation>%1 verweigert uns den Zugang</translation>
    </message>
    <message>
        <source>%1 s, %2</source>
        <translation>%1 s, %2</translation>
    </message>
    <message>
        <source>%1 shows no lock chain</source>
        <translation>%1 zeigt keine Sperrkette</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>0 active</source>
        <translation>0 aktiv</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>Canary share of %1</source>
        <translation>Canary-Anteil von %1</translation>
    </message>
    <message>
        <source>Connections, fullest database</source>
        <translation>Verbindungen, vollste Datenbank</translation>
    </message>
    <message>
        <source>Not ready for %1: %2</source>
        <translation>Nicht bereit für %1: %2</translation>
    </message>
    <message>
        <source>Not ready: %1</source>
        <translation>Nicht bereit: %1</translation>
    </message>
    <message>
        <source>Oldest of the newest data</source>
        <translation>Älteste der neuesten Daten</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Ready for %1</source>
        <translation>Bereit für %1</translation>
    </message>
    <message>
        <source>Recording of all this</source>
        <translation>Aufzeichnung von alldem</translation>
    </message>
    <message>
        <source>Replicas, furthest behind</source>
        <translation>Replikationsverzögerung, größte</translation>
    </message>
    <message>
        <source>Rights to read</source>
        <translation>Leserechte</translation>
    </message>
    <message>
        <source>Sessions that wait for a lock</source>
        <translation>Sitzungen, die auf eine Sperre warten</translation>
    </message>
    <message>
        <source>Sources that answer</source>
        <translation>Quellen, die antworten</translation>
    </message>
    <message>
        <source>nothing is missing</source>
        <translation>es fehlt nichts</translation>
    </message>
    <message>
        <source>written, %1 records lost</source>
        <translation>geschrieben, %1 Einträge verloren</translation>
    </message>
    <message>
        <source>written, 0 records lost</source>
        <translation>geschrieben, 0 Einträge verloren</translation>
    </message>
</context>
<context>
    <name>ReplayTracks</name>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>%1 into %2, %3</source>
        <translation>%1 in %2, %3</translation>
    </message>
    <message>
        <source>target %1 dashed</source>
        <translation>Ziel %1 gestrichelt</translation>
    </message>
</context>
<context>
    <name>Replication</name>
    <message>
        <source>%1 %2 ms, at most %3 ms</source>
        <translation>%1 %2 ms, höchstens %3 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message numerus="yes">
        <source>%n replica(s): %1</source>
        <translation>
            <numerusform>%n Replikat: %1</numerusform>
            <numerusform>%n Replikate: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>replica, %1 behind</source>
        <translation>Replikat, %1 zurück</translation>
    </message>
    <message>
        <source>replica, how far behind is not known</source>
        <translation>Replikat, wie weit zurück ist nicht bekannt</translation>
    </message>
</context>
<context>
    <name>RuleAlarms</name>
    <message>
        <source>Rules that can not be evaluated: %1: %2</source>
        <translation>Regeln, die nicht ausgewertet werden können: %1: %2</translation>
    </message>
</context>
<context>
    <name>RunEvidence</name>
    <message>
        <source>needs %1</source>
        <translation>verlangt %1</translation>
    </message>
</context>
<context>
    <name>RunRows</name>
    <message>
        <source>REHEARSAL, nothing is changed · %1</source>
        <translation>ÜBUNG, nichts wird geändert · %1</translation>
    </message>
    <message>
        <source>the platform</source>
        <translation>die Plattform</translation>
    </message>
    <message>
        <source>version %1 · on %2 · started %3 · %4</source>
        <translation>Version %1 · auf %2 · begonnen %3 · %4</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1, needs %2</source>
        <translation>%1, braucht %2</translation>
    </message>
    <message>
        <source>, for %1</source>
        <translation>, seit %1</translation>
    </message>
    <message>
        <source>, held %1 of %2</source>
        <translation>, gehalten %1 von %2</translation>
    </message>
    <message>
        <source>, usually %1</source>
        <translation>, üblich %1</translation>
    </message>
    <message>
        <source>Because</source>
        <translation>Weil</translation>
    </message>
    <message>
        <source>Challenge</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Halten</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Otherwise</source>
        <translation>Sonst</translation>
    </message>
    <message>
        <source>Rehearsed</source>
        <translation>Geübt</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Runbook</source>
        <translation>Runbook</translation>
    </message>
    <message>
        <source>Step %1 of %2, %3</source>
        <translation>Schritt %1 von %2, %3</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>could not be taken back</source>
        <translation>nicht zurücknehmbar</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>gave up</source>
        <translation>aufgegeben</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>no answer yet</source>
        <translation>noch keine Antwort</translation>
    </message>
    <message>
        <source>not known whether it was done</source>
        <translation>nicht bekannt, ob es geschah</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>nicht erreicht</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>übersprungen</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>step %1, %2</source>
        <translation>Schritt %1, %2</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>zurückgenommen</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>im Gang</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>waiting for the effect</source>
        <translation>wartet auf die Wirkung</translation>
    </message>
    <message>
        <source>would be taken now: %1</source>
        <translation>würde jetzt genommen: %1</translation>
    </message>
</context>
<context>
    <name>RunScore</name>
    <message>
        <source>answered by hand, since nothing could be measured: %1</source>
        <translation>von Hand beantwortet, da nichts gemessen werden konnte: %1</translation>
    </message>
    <message>
        <source>could not be taken back</source>
        <translation>konnte nicht zurückgenommen werden</translation>
    </message>
    <message>
        <source>gave up</source>
        <translation>aufgegeben</translation>
    </message>
    <message>
        <source>not as expected</source>
        <translation>nicht wie erwartet</translation>
    </message>
    <message>
        <source>not known whether it was done</source>
        <translation>unbekannt, ob es ausgeführt wurde</translation>
    </message>
    <message>
        <source>skipped: %1</source>
        <translation>übersprungen: %1</translation>
    </message>
    <message>
        <source>stopped the run: %1</source>
        <translation>hat den Lauf angehalten: %1</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>zurückgenommen</translation>
    </message>
    <message>
        <source>the program began anew</source>
        <translation>das Programm begann neu</translation>
    </message>
    <message>
        <source>took the way to %1, the values led to %2</source>
        <translation>nahm den Weg zu %1, die Werte führten zu %2</translation>
    </message>
    <message>
        <source>went back to %1</source>
        <translation>ging zurück zu %1</translation>
    </message>
</context>
<context>
    <name>RunbookEditor</name>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
</context>
<context>
    <name>RunbookFields</name>
    <message>
        <source>%1 has not been read yet</source>
        <translation>%1 wurde noch nicht gelesen</translation>
    </message>
    <message>
        <source>%1, %2 % fail</source>
        <translation>%1, %2 % schlagen fehl</translation>
    </message>
    <message>
        <source>no sample</source>
        <translation>kein Messwert</translation>
    </message>
    <message>
        <source>no service has a figure</source>
        <translation>kein Dienst hat einen Wert</translation>
    </message>
    <message>
        <source>no such field</source>
        <translation>kein solches Feld</translation>
    </message>
    <message>
        <source>no such indicator</source>
        <translation>keine solche Kennzahl</translation>
    </message>
    <message>
        <source>no such route</source>
        <translation>keine solche Route</translation>
    </message>
    <message>
        <source>no such service</source>
        <translation>kein solcher Dienst</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keines</translation>
    </message>
    <message>
        <source>none in 30 minutes</source>
        <translation>keine in 30 Minuten</translation>
    </message>
    <message>
        <source>none was slow</source>
        <translation>keiner war langsam</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>noch nicht gelesen</translation>
    </message>
    <message>
        <source>too old, or it stands still</source>
        <translation>zu alt, oder es steht still</translation>
    </message>
</context>
<context>
    <name>RunApprovals</name>
    <message>
        <source>Somebody else agrees from a console of their own: %1</source>
        <translation>Jemand anderer stimmt von einer eigenen Konsole aus zu: %1</translation>
    </message>
</context>
<context>
    <name>RunbookObserving</name>
    <message>
        <source>%1 has not been read yet</source>
        <translation>%1 wurde noch nicht gelesen</translation>
    </message>
    <message>
        <source>%1 is %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>no sample</source>
        <translation>kein Messwert</translation>
    </message>
    <message>
        <source>read too long ago</source>
        <translation>vor zu langer Zeit gelesen</translation>
    </message>
    <message>
        <source>the newest sample is too old</source>
        <translation>der neueste Messwert ist zu alt</translation>
    </message>
    <message>
        <source>the workspace has nothing that %1 stands for</source>
        <translation>der Workspace hat nichts, wofür %1 steht</translation>
    </message>
</context>
<context>
    <name>RunbookPages</name>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>%1 on %2, level %3</source>
        <translation>%1 auf %2, Stufe %3</translation>
    </message>
    <message>
        <source>Answer:</source>
        <translation>Antwort:</translation>
    </message>
    <message>
        <source>Does:</source>
        <translation>Tut:</translation>
    </message>
    <message>
        <source>Expect:</source>
        <translation>Erwartet:</translation>
    </message>
    <message>
        <source>First, from memory</source>
        <translation>Zuerst, aus dem Kopf</translation>
    </message>
    <message>
        <source>If:</source>
        <translation>Wenn:</translation>
    </message>
    <message>
        <source>Look at:</source>
        <translation>Ansehen:</translation>
    </message>
    <message>
        <source>Only while:</source>
        <translation>Nur solange:</translation>
    </message>
    <message>
        <source>Otherwise:</source>
        <translation>Sonst:</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>Rechte</translation>
    </message>
    <message>
        <source>Steps: time and name stand on the line</source>
        <translation>Schritte: Zeit und Name auf die Linie</translation>
    </message>
    <message>
        <source>Suggested while</source>
        <translation>Vorgeschlagen, solange</translation>
    </message>
    <message>
        <source>Undo:</source>
        <translation>Rücknahme:</translation>
    </message>
    <message>
        <source>Version %1. %2</source>
        <translation>Version %1. %2</translation>
    </message>
    <message>
        <source>Worked when:</source>
        <translation>Gewirkt, wenn:</translation>
    </message>
    <message>
        <source>none. %1</source>
        <translation>keine. %1</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
</context>
<context>
    <name>RunbookReading</name>
    <message>
        <source>%1 before, now unknown: %2</source>
        <translation>vorher %1, jetzt unbekannt: %2</translation>
    </message>
    <message>
        <source>%1, needs %2</source>
        <translation>%1, braucht %2</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>unknown: %1</source>
        <translation>unbekannt: %1</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
</context>
<context>
    <name>ScoreRows</name>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>Üblich</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>deviation</source>
        <translation>Abweichung</translation>
    </message>
    <message>
        <source>not looked at</source>
        <translation>nicht angesehen</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>nicht erreicht</translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>step, %1 times</source>
        <translation>Schritt, %1 Mal</translation>
    </message>
</context>
<context>
    <name>ShiftEngine</name>
    <message>
        <source>%1 % set</source>
        <translation>%1 % eingestellt</translation>
    </message>
    <message>
        <source>%1 % would be %2 requests a minute, and the canary is proven for %3</source>
        <translation>%1 % wären %2 Anfragen je Minute, der Canary ist für %3 erwiesen</translation>
    </message>
    <message>
        <source>%1; plan %2</source>
        <translation>%1; Plan %2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; means nothing while the route is %2</source>
        <translation>&apos;%1&apos; bedeutet nichts, solange die Route %2 ist</translation>
    </message>
    <message>
        <source>a shift of this route is under way (%1): end it first</source>
        <translation>eine Verlagerung dieser Route ist im Gang (%1): zuerst beenden</translation>
    </message>
    <message>
        <source>all guards held for the whole bake</source>
        <translation>alle Wächter hielten die ganze Bewährung lang</translation>
    </message>
    <message>
        <source>epoch %1</source>
        <translation>Epoche %1</translation>
    </message>
    <message>
        <source>from %1 % to %2 %, plan %3</source>
        <translation>von %1 % auf %2 %, Plan %3</translation>
    </message>
    <message>
        <source>it could not be kept on disk: %1</source>
        <translation>es konnte nicht auf Platte festgehalten werden: %1</translation>
    </message>
    <message>
        <source>no step after this one</source>
        <translation>kein Schritt nach diesem</translation>
    </message>
    <message>
        <source>nobody knows how to &apos;%1&apos;</source>
        <translation>niemand weiß, wie &apos;%1&apos; geht</translation>
    </message>
    <message>
        <source>nobody was there to do it in time</source>
        <translation>niemand war rechtzeitig da</translation>
    </message>
    <message>
        <source>nothing goes forward now: %1</source>
        <translation>jetzt geht nichts vorwärts: %1</translation>
    </message>
    <message>
        <source>plan %1</source>
        <translation>Plan %1</translation>
    </message>
    <message>
        <source>set %1 % on the canary (write %2)</source>
        <translation>%1 % am Canary eingestellt (Schreibvorgang %2)</translation>
    </message>
    <message>
        <source>the canary has %1 % already: there is no step left</source>
        <translation>der Canary hat schon %1 %: kein Schritt ist übrig</translation>
    </message>
    <message>
        <source>the guards do not pass: %1</source>
        <translation>die Wächter lassen nicht durch: %1</translation>
    </message>
    <message>
        <source>the instances of the router have different weights: bring them together first</source>
        <translation>die Instanzen des Routers haben verschiedene Gewichte: zuerst angleichen</translation>
    </message>
    <message>
        <source>the rate of the route is not known, so nobody can say whether the canary carries it</source>
        <translation>die Rate der Route ist nicht bekannt, also ist offen, ob der Canary sie trägt</translation>
    </message>
    <message>
        <source>the router keeps %1 %</source>
        <translation>der Router behält %1 %</translation>
    </message>
    <message>
        <source>the second person proves who they are with a one-time code</source>
        <translation>die zweite Person weist sich mit einem Einmalcode aus</translation>
    </message>
    <message>
        <source>the steps have to ascend from 1 to 100</source>
        <translation>die Schritte müssen von 1 bis 100 steigen</translation>
    </message>
    <message>
        <source>there can be no plan now</source>
        <translation>jetzt ist kein Plan möglich</translation>
    </message>
    <message>
        <source>there is no plan that waits to be started</source>
        <translation>kein Plan wartet auf seinen Beginn</translation>
    </message>
    <message>
        <source>there is nothing to approve: the route is %1</source>
        <translation>nichts ist freizugeben: die Route ist %1</translation>
    </message>
    <message>
        <source>they are not judged yet</source>
        <translation>sie sind noch nicht beurteilt</translation>
    </message>
    <message>
        <source>this console stood still</source>
        <translation>diese Konsole stand still</translation>
    </message>
</context>
<context>
    <name>ShiftRows</name>
    <message>
        <source>Bake</source>
        <translation>Bewährung</translation>
    </message>
    <message>
        <source>Balancer</source>
        <translation>Balancer</translation>
    </message>
    <message>
        <source>Errors 5xx</source>
        <translation>Fehler 5xx</translation>
    </message>
    <message>
        <source>Observed</source>
        <translation>Gemessen</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Route</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Eingestellt</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>canary</source>
        <translation>Canary</translation>
    </message>
    <message>
        <source>needs a second person</source>
        <translation>braucht eine zweite Person</translation>
    </message>
    <message>
        <source>stable</source>
        <translation>Stable</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>geprüft</translation>
    </message>
</context>
<context>
    <name>ShiftWords</name>
    <message>
        <source>%1 can not approve what %1 wants: a second person has to</source>
        <translation>%1 kann nicht freigeben, was %1 will: das muss eine zweite Person</translation>
    </message>
    <message>
        <source>%1; choose: hold, resume or roll back</source>
        <translation>%1; wählen: halten, fortsetzen oder zurücknehmen</translation>
    </message>
    <message>
        <source>%1; look who did, then roll back and plan again</source>
        <translation>%1; nachsehen, wer es war, dann zurücknehmen und neu planen</translation>
    </message>
    <message>
        <source>a guard could not be judged</source>
        <translation>ein Wächter war nicht zu beurteilen</translation>
    </message>
    <message>
        <source>a guard failed</source>
        <translation>ein Wächter schlug an</translation>
    </message>
    <message>
        <source>a person asked for it</source>
        <translation>ein Mensch wollte es</translation>
    </message>
    <message>
        <source>all steps were taken</source>
        <translation>alle Schritte sind getan</translation>
    </message>
    <message>
        <source>another console has this route</source>
        <translation>eine andere Konsole hat diese Route</translation>
    </message>
    <message>
        <source>nothing goes forward now</source>
        <translation>jetzt geht nichts vorwärts</translation>
    </message>
    <message>
        <source>the canary is worse, and the stable side can carry all</source>
        <translation>der Canary ist schlechter, und die stabile Seite kann alles tragen</translation>
    </message>
    <message>
        <source>the console was restarted</source>
        <translation>die Konsole wurde neu gestartet</translation>
    </message>
    <message>
        <source>the intent could not be kept on disk, so nothing was sent</source>
        <translation>die Absicht konnte nicht auf Platte festgehalten werden, also wurde nichts gesendet</translation>
    </message>
    <message>
        <source>the lease of this route was lost</source>
        <translation>die Pacht dieser Route ging verloren</translation>
    </message>
    <message>
        <source>the next step is larger than 25 points: a second person has to approve it</source>
        <translation>der nächste Schritt ist größer als 25 Punkte: eine zweite Person muss ihn freigeben</translation>
    </message>
    <message>
        <source>the router can not be read on every instance</source>
        <translation>der Router ist nicht auf jeder Instanz lesbar</translation>
    </message>
    <message>
        <source>the router did not answer: nobody knows whether the weights were set</source>
        <translation>der Router antwortete nicht: niemand weiß, ob die Gewichte gesetzt sind</translation>
    </message>
    <message>
        <source>the router refused</source>
        <translation>der Router lehnte ab</translation>
    </message>
    <message>
        <source>the router went back by itself</source>
        <translation>der Router ging von selbst zurück</translation>
    </message>
    <message>
        <source>the weights are not what was set here: somebody else changed them, or the router was reloaded</source>
        <translation>die Gewichte sind nicht die hier gesetzten: jemand anderer hat sie geändert, oder der Router wurde neu geladen</translation>
    </message>
    <message>
        <source>there is nothing to approve: the route is %1</source>
        <translation>nichts ist freizugeben: die Route ist %1</translation>
    </message>
    <message>
        <source>watching %1 %</source>
        <translation>beobachte %1 %</translation>
    </message>
</context>
<context>
    <name>Situation</name>
    <message>
        <source>%1 local, %2 UTC</source>
        <translation>%1 Ortszeit, %2 UTC</translation>
    </message>
    <message>
        <source>%1 old</source>
        <translation>%1 alt</translation>
    </message>
    <message>
        <source>%1 on the new side: desired %2, observed %3</source>
        <translation>%1 auf der neuen Seite: Soll %2, gemessen %3</translation>
    </message>
    <message>
        <source>%1 since %2 (%3): %4</source>
        <translation>%1 seit %2 (%3): %4</translation>
    </message>
    <message numerus="yes">
        <source>%n active alarm(s)</source>
        <translation>
            <numerusform>%n aktiver Alarm</numerusform>
            <numerusform>%n aktive Alarme</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more alarm(s).</source>
        <translation>
            <numerusform>%n weiterer Alarm.</numerusform>
            <numerusform>%n weitere Alarme.</numerusform>
        </translation>
    </message>
    <message>
        <source>, its data is missing now</source>
        <translation>, seine Daten fehlen jetzt</translation>
    </message>
    <message>
        <source>Not current</source>
        <translation>Nicht aktuell</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Dienste</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>Verkehr</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>Achtung</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>kritisch</translation>
    </message>
    <message>
        <source>degraded</source>
        <translation>gestört</translation>
    </message>
    <message>
        <source>errors %1</source>
        <translation>Fehler %1</translation>
    </message>
    <message>
        <source>expected %1</source>
        <translation>erwartet %1</translation>
    </message>
    <message>
        <source>no active alarm</source>
        <translation>kein aktiver Alarm</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>normal</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>objective %1</source>
        <translation>Ziel %1</translation>
    </message>
    <message>
        <source>p99 %1</source>
        <translation>p99 %1</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
</context>
<context>
    <name>SourceFacts</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 und %n weiterer</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Acting account</source>
        <translation>Konto für Eingriffe</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Asked every</source>
        <translation>Gefragt alle</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Kennzahlen</translation>
    </message>
    <message>
        <source>Hit ratio, memory, evictions and the slow log of %1</source>
        <translation>Trefferquote, Speicher, Verdrängungen und Slowlog von %1</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>In der Datei</translation>
    </message>
    <message>
        <source>Observed traffic</source>
        <translation>Gemessener Verkehr</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Secret from</source>
        <translation>Geheimnis aus</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Dienste</translation>
    </message>
    <message>
        <source>Slow queries, sessions and the lock chain of %1</source>
        <translation>Langsame Abfragen, Sitzungen und Sperrkette von %1</translation>
    </message>
    <message>
        <source>Through</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>Weights of</source>
        <translation>Gewichte von</translation>
    </message>
    <message>
        <source>configured</source>
        <translation>eingerichtet</translation>
    </message>
    <message>
        <source>environment variable %1</source>
        <translation>Umgebungsvariable %1</translation>
    </message>
    <message>
        <source>file %1</source>
        <translation>Datei %1</translation>
    </message>
    <message>
        <source>keyring %1</source>
        <translation>Schlüsselbund %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keines</translation>
    </message>
    <message>
        <source>service %1</source>
        <translation>Service %1</translation>
    </message>
</context>
<context>
    <name>SourceTrouble</name>
    <message>
        <source>%1 takes %2 times as long as minutes ago</source>
        <translation>%1 braucht das %2-Fache der Zeit von vor einigen Minuten</translation>
    </message>
    <message>
        <source>reads much</source>
        <translation>liest viel</translation>
    </message>
    <message>
        <source>%1 reads %2 rows for each one that it returns</source>
        <translation>%1 liest %2 Zeilen für jede, die es liefert</translation>
    </message>
    <message numerus="yes">
        <source>%n wait(s)</source>
        <translation>
            <numerusform>%n wartet</numerusform>
            <numerusform>%n warten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) wait for a lock</source>
        <translation>
            <numerusform>%n Sitzung wartet auf eine Sperre</numerusform>
            <numerusform>%n Sitzungen warten auf eine Sperre</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) at work at once</source>
        <translation>
            <numerusform>%n Sitzung arbeitet</numerusform>
            <numerusform>%n Sitzungen arbeiten gleichzeitig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n active</source>
        <translation>
            <numerusform>%n aktiv</numerusform>
            <numerusform>%n aktiv</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 % of look-ups find something</source>
        <translation>%1 % der Zugriffe finden etwas</translation>
    </message>
    <message>
        <source>%1 % of look-ups find something, %2 % before</source>
        <translation>%1 % der Zugriffe finden etwas, vorher %2 %</translation>
    </message>
    <message>
        <source>%1 takes %2 times its usual time</source>
        <translation>%1 braucht das %2-Fache der üblichen Zeit</translation>
    </message>
    <message>
        <source>denied</source>
        <translation>verweigert</translation>
    </message>
    <message>
        <source>evicts</source>
        <translation>verdrängt</translation>
    </message>
    <message>
        <source>hits %1 %</source>
        <translation>trifft %1 %</translation>
    </message>
    <message>
        <source>it does not answer</source>
        <translation>antwortet nicht</translation>
    </message>
    <message>
        <source>it refuses us</source>
        <translation>weist uns ab</translation>
    </message>
    <message>
        <source>it throws %1 keys a second away</source>
        <translation>verdrängt %1 Schlüssel je Sekunde</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
</context>
<context>
    <name>StateActions</name>
    <message>
        <source>Copied for the administrator</source>
        <translation>Für die Administration kopiert</translation>
    </message>
</context>
<context>
    <name>StepAhead</name>
    <message>
        <source>Approval</source>
        <translation>Freigabe</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>Verzweigen</translation>
    </message>
    <message>
        <source>Can be undone: %1.</source>
        <translation>Rücknehmbar: %1.</translation>
    </message>
    <message>
        <source>Can not be undone: %1</source>
        <translation>Nicht rücknehmbar: %1</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Effect: %1 on %2, level %3. %4</source>
        <translation>Wirkung: %1 an %2, Stufe %3. %4</translation>
    </message>
    <message>
        <source>For a person to say: %1</source>
        <translation>Das sagt ein Mensch: %1</translation>
    </message>
    <message>
        <source>Guard</source>
        <translation>Wächter</translation>
    </message>
    <message>
        <source>Guarded action</source>
        <translation>Gesicherter Eingriff</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>Übergeben</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Runbook</source>
        <translation>Runbook</translation>
    </message>
    <message>
        <source>Wait until</source>
        <translation>Warten bis</translation>
    </message>
</context>
<context>
    <name>Views</name>
    <message>
        <source>Acknowledge all alarms that are shown</source>
        <translation>Alle gezeigten Alarme übernehmen</translation>
    </message>
    <message>
        <source>All alarms, or the first ten</source>
        <translation>Alle Alarme oder die ersten zehn</translation>
    </message>
    <message>
        <source>Boards</source>
        <translation>Tafeln</translation>
    </message>
    <message>
        <source>Cockpit</source>
        <translation>Cockpit</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Explore</source>
        <translation>Erkunden</translation>
    </message>
    <message>
        <source>Queries</source>
        <translation>Abfragen</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>Wiedergabe</translation>
    </message>
    <message>
        <source>Runbooks</source>
        <translation>Runbooks</translation>
    </message>
    <message>
        <source>Stakeholders</source>
        <translation>Stakeholder</translation>
    </message>
    <message>
        <source>Take back the last silence</source>
        <translation>Letzte Stummschaltung zurücknehmen</translation>
    </message>
    <message>
        <source>Timeline of the last hour</source>
        <translation>Zeitleiste der letzten Stunde</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>Verkehr</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>Was sich geändert hat</translation>
    </message>
</context>
<context>
    <name>Wall</name>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>%1 health</source>
        <translation>Zustand von %1</translation>
    </message>
    <message>
        <source>%1, last hour</source>
        <translation>%1, letzte Stunde</translation>
    </message>
    <message>
        <source>Customer journey</source>
        <translation>Weg der Kunden</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Next update</source>
        <translation>Nächste Meldung</translation>
    </message>
    <message>
        <source>Next update, sooner if it changes</source>
        <translation>Nächste Meldung, früher bei Änderung</translation>
    </message>
    <message>
        <source>Nothing to report</source>
        <translation>Nichts zu melden</translation>
    </message>
    <message>
        <source>Orders we are missing</source>
        <translation>Bestellungen, die uns fehlen</translation>
    </message>
    <message>
        <source>Orders, last hour</source>
        <translation>Bestellungen, letzte Stunde</translation>
    </message>
    <message>
        <source>Questions: ask the incident lead, not the on-call engineer</source>
        <translation>Fragen: an die Leitung der Störung, nicht an den Bereitschaftsdienst</translation>
    </message>
    <message>
        <source>Read only. Estimates are marked as such; the finance close replaces them.</source>
        <translation>Nur zum Lesen. Schätzungen sind als solche bezeichnet; der Finanzabschluss ersetzt sie.</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>What is affected</source>
        <translation>Was betroffen ist</translation>
    </message>
    <message>
        <source>What we are doing</source>
        <translation>Was wir tun</translation>
    </message>
    <message>
        <source>last known, %1</source>
        <translation>zuletzt bekannt, %1</translation>
    </message>
    <message>
        <source>target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>updated %1</source>
        <translation>Stand %1</translation>
    </message>
</context>
<context>
    <name>WhySlow</name>
    <message>
        <source>%1 % of its time is lock wait</source>
        <translation>%1 % seiner Zeit ist Warten auf Sperren</translation>
    </message>
    <message>
        <source>%1 of %2 sessions in it wait for a lock, the oldest for %3 s%4</source>
        <translation>%1 von %2 Sitzungen darin warten auf eine Sperre, die älteste seit %3 s%4</translation>
    </message>
    <message>
        <source>: an index is missing, or is not used</source>
        <translation>: ein Index fehlt oder wird nicht genutzt</translation>
    </message>
    <message>
        <source>: its plan reads %1</source>
        <translation>: ihr Plan liest %1</translation>
    </message>
    <message>
        <source>; its plan changed at %1</source>
        <translation>; ihr Plan hat sich um %1 geändert</translation>
    </message>
    <message>
        <source>; the first in the chain is session %1 (%2), %3</source>
        <translation>; die erste in der Kette ist Sitzung %1 (%2), %3</translation>
    </message>
    <message>
        <source>; who holds it can not be told: %1</source>
        <translation>; wer sie hält, ist nicht zu sagen: %1</translation>
    </message>
    <message>
        <source>all of %1, about %2 rows</source>
        <translation>%1 ganz, etwa %2 Zeilen</translation>
    </message>
    <message>
        <source>it is called %1 times as often as in the minutes before: is a cache in front of it empty?</source>
        <translation>sie wird %1-mal so oft aufgerufen wie in den Minuten davor: ist ein Cache davor leer?</translation>
    </message>
    <message>
        <source>it reads %1 rows for each one that it returns</source>
        <translation>sie liest %1 Zeilen für jede, die sie liefert</translation>
    </message>
    <message>
        <source>it takes %1 times its usual time, and not for locks%2</source>
        <translation>sie dauert %1-mal so lang wie sonst, und nicht wegen Sperren%2</translation>
    </message>
    <message>
        <source>it takes %1 times its usual time: its plan reads %2%3</source>
        <translation>sie dauert %1-mal so lang wie sonst: ihr Plan liest %2%3</translation>
    </message>
    <message>
        <source>it takes its usual time, and runs often: %1 % of the database&apos;s time%2</source>
        <translation>sie dauert so lang wie sonst und läuft oft: %1 % der Zeit der Datenbank%2</translation>
    </message>
    <message>
        <source>its plan reads %1%2</source>
        <translation>ihr Plan liest %1%2</translation>
    </message>
    <message>
        <source>nothing stands out: no lock waits, and about its usual time%1</source>
        <translation>nichts fällt auf: keine Wartezeit auf Sperren und etwa die übliche Dauer%1</translation>
    </message>
</context>
<context>
    <name>Workbench</name>
    <message>
        <source>idle in transaction</source>
        <translation>untätig in einer Transaktion</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>At</source>
        <translation>Um</translation>
    </message>
    <message>
        <source>Calls /s</source>
        <translation>Aufr. /s</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>First seen</source>
        <translation>Zuerst gesehen</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperre</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>Älteste</translation>
    </message>
    <message>
        <source>Open for</source>
        <translation>Offen seit</translation>
    </message>
    <message>
        <source>Query digest</source>
        <translation>Abfragemuster</translation>
    </message>
    <message>
        <source>Read/sent</source>
        <translation>Gel./gesend.</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Share of DB time</source>
        <translation>DB-Zeit</translation>
    </message>
    <message>
        <source>Slow command</source>
        <translation>Langsamer Befehl</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>Anweisung</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauerte</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message numerus="yes">
        <source>against its mean at this hour on %n earlier day(s), from our journal</source>
        <translation>
            <numerusform>gegen ihren Mittelwert zu dieser Stunde an %n früheren Tag, aus unserem Journal</numerusform>
            <numerusform>gegen ihren Mittelwert zu dieser Stunde an %n früheren Tagen, aus unserem Journal</numerusform>
        </translation>
    </message>
    <message>
        <source>against the mean of the server&apos;s own totals, whatever the hour</source>
        <translation>gegen den Mittelwert der eigenen Summen des Servers, gleich welcher Stunde</translation>
    </message>
    <message>
        <source>application</source>
        <translation>Anwendung</translation>
    </message>
    <message>
        <source>at the latest: it ran when we began to watch</source>
        <translation>spätestens: sie lief, als wir zu beobachten begannen</translation>
    </message>
    <message>
        <source>client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>in the last half minute %1 times as often as before</source>
        <translation>in der letzten halben Minute %1-mal so oft wie davor</translation>
    </message>
    <message>
        <source>inside</source>
        <translation>innen</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>new since the deployment of %1: %2</source>
        <translation>neu seit der Auslieferung um %1: %2</translation>
    </message>
    <message>
        <source>outside</source>
        <translation>außen</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>statement</source>
        <translation>Anweisung</translation>
    </message>
    <message>
        <source>user</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>vs usual</source>
        <translation>zu sonst</translation>
    </message>
    <message>
        <source>waits for</source>
        <translation>wartet auf</translation>
    </message>
</context>
<context>
    <name>surgedeck</name>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 active now, %2 of them wait</source>
        <translation>%1 jetzt aktiv, %2 davon warten</translation>
    </message>
    <message>
        <source>%1 · next try in %2</source>
        <translation>%1 · nächster Versuch in %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>, frozen</source>
        <translation>, eingefroren</translation>
    </message>
    <message>
        <source>, limit %1 %2</source>
        <translation>, Grenze %1 %2</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Calls /s</source>
        <translation>Aufr. /s</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Our cost</source>
        <translation>Unsere Last</translation>
    </message>
    <message>
        <source>Query digest</source>
        <translation>Abfragemuster</translation>
    </message>
    <message>
        <source>Rate /min</source>
        <translation>Rate /min</translation>
    </message>
    <message>
        <source>Saturation</source>
        <translation>Auslastung</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Share of DB time</source>
        <translation>DB-Zeit</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>all weights of %1 are 0 on %2</source>
        <translation>alle Gewichte von %1 sind 0 auf %2</translation>
    </message>
    <message>
        <source>balancer %1 does not answer: %2</source>
        <translation>Balancer %1 antwortet nicht: %2</translation>
    </message>
    <message>
        <source>errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>limit</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>mean now against the mean of the server&apos;s own totals</source>
        <translation>Mittel jetzt gegen das Mittel aus den Summen des Servers</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>p99</source>
        <translation>p99</translation>
    </message>
    <message>
        <source>rate a minute</source>
        <translation>Rate je Minute</translation>
    </message>
    <message>
        <source>run</source>
        <translation>ausführen</translation>
    </message>
    <message>
        <source>the balancer has no backend %1</source>
        <translation>der Balancer hat kein Backend %1</translation>
    </message>
    <message>
        <source>the balancers have different weights</source>
        <translation>die Balancer haben verschiedene Gewichte</translation>
    </message>
    <message>
        <source>vs usual</source>
        <translation>zu sonst</translation>
    </message>
    <message>
        <source>wait</source>
        <translation>warten</translation>
    </message>
</context>
<context>
    <name>surgedeck::ActForm</name>
    <message>
        <source>Dry run</source>
        <translation>Probelauf</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>This window only shows.</source>
        <translation>Dieses Fenster zeigt nur an.</translation>
    </message>
    <message>
        <source>dry run</source>
        <translation>Probelauf</translation>
    </message>
    <message>
        <source>looking, nothing is changed</source>
        <translation>es wird nachgesehen, nichts wird verändert</translation>
    </message>
</context>
<context>
    <name>surgedeck::ActSheet</name>
    <message>
        <source>%1, CANNOT BE UNDONE</source>
        <translation>%1, NICHT RÜCKGÄNGIG ZU MACHEN</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Do not %1</source>
        <translation>Nicht: %1</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>If it goes well, if it does not</source>
        <translation>Wenn es gelingt, wenn nicht</translation>
    </message>
    <message>
        <source>If nothing is heard of it</source>
        <translation>Wenn keine Antwort kommt</translation>
    </message>
    <message>
        <source>LEVEL %1</source>
        <translation>STUFE %1</translation>
    </message>
    <message>
        <source>Must be true, checked live · %1 s</source>
        <translation>Muss zutreffen, laufend geprüft · %1 s</translation>
    </message>
    <message>
        <source>Must be true, not read yet</source>
        <translation>Muss zutreffen, noch nicht gelesen</translation>
    </message>
    <message>
        <source>Reason for the record</source>
        <translation>Grund für das Protokoll</translation>
    </message>
    <message>
        <source>Second person</source>
        <translation>Zweite Person</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>This window only shows.</source>
        <translation>Dieses Fenster zeigt nur an.</translation>
    </message>
    <message>
        <source>To undo it</source>
        <translation>Rückgängig durch</translation>
    </message>
    <message>
        <source>Type %1</source>
        <translation>Tippen Sie %1</translation>
    </message>
    <message>
        <source>What will happen</source>
        <translation>Was geschehen wird</translation>
    </message>
    <message>
        <source>Why, for the record</source>
        <translation>Warum, für das Protokoll</translation>
    </message>
    <message>
        <source>a second person has to agree</source>
        <translation>eine zweite Person muss zustimmen</translation>
    </message>
    <message>
        <source>agreed, for 5 minutes</source>
        <translation>stimmt zu, für 5 Minuten</translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation>noch niemand</translation>
    </message>
    <message>
        <source>not read for more than 5 s</source>
        <translation>seit mehr als 5 s nicht gelesen</translation>
    </message>
    <message>
        <source>reading how it is now</source>
        <translation>der Stand wird gelesen</translation>
    </message>
    <message>
        <source>refused: %1</source>
        <translation>abgelehnt: %1</translation>
    </message>
    <message>
        <source>say why</source>
        <translation>sagen, warum</translation>
    </message>
    <message>
        <source>this needs a commander</source>
        <translation>das braucht einen Commander</translation>
    </message>
    <message>
        <source>type %1</source>
        <translation>tippen Sie %1</translation>
    </message>
</context>
<context>
    <name>surgedeck::ActivityChart</name>
    <message>
        <source>Average active sessions now %1, of them %2 wait for a lock</source>
        <translation>Mittlere aktive Sitzungen jetzt %1, davon warten %2 auf eine Sperre</translation>
    </message>
    <message>
        <source>Average active sessions, not known</source>
        <translation>Mittlere aktive Sitzungen, nicht bekannt</translation>
    </message>
    <message>
        <source>I/O</source>
        <translation>E/A</translation>
    </message>
    <message>
        <source>client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>drag, or press the arrow keys, to mark a range and compare it</source>
        <translation>ziehen oder Pfeiltasten drücken, um einen Bereich zu markieren und zu vergleichen</translation>
    </message>
    <message>
        <source>lock</source>
        <translation>Sperre</translation>
    </message>
    <message>
        <source>marked from %1 to %2</source>
        <translation>markiert von %1 bis %2</translation>
    </message>
    <message>
        <source>other</source>
        <translation>anderes</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
</context>
<context>
    <name>surgedeck::Age</name>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message numerus="yes">
        <source>%n minutes old</source>
        <translation>
            <numerusform>%n Minute alt</numerusform>
            <numerusform>%n Minuten alt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seconds old</source>
        <translation>
            <numerusform>%n Sekunde alt</numerusform>
            <numerusform>%n Sekunden alt</numerusform>
        </translation>
    </message>
    <message>
        <source>1 minute old</source>
        <translation>1 Minute alt</translation>
    </message>
    <message>
        <source>1 second old</source>
        <translation>1 Sekunde alt</translation>
    </message>
    <message>
        <source>age not known</source>
        <translation>Alter nicht bekannt</translation>
    </message>
    <message>
        <source>frozen %1</source>
        <translation>eingefroren %1</translation>
    </message>
    <message>
        <source>frozen, %1</source>
        <translation>eingefroren, %1</translation>
    </message>
    <message>
        <source>no data since %1</source>
        <translation>keine Daten seit %1</translation>
    </message>
    <message>
        <source>no permission</source>
        <translation>Recht fehlt</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>stale %1</source>
        <translation>veraltet %1</translation>
    </message>
    <message>
        <source>stale, %1</source>
        <translation>veraltet, %1</translation>
    </message>
    <message>
        <source>waiting for data</source>
        <translation>warte auf Daten</translation>
    </message>
</context>
<context>
    <name>surgedeck::AlarmsPanel</name>
    <message>
        <source>%1 active</source>
        <translation>%1 aktiv</translation>
    </message>
    <message>
        <source>%1 in last 10 min, peak %2 of %3</source>
        <translation>%1 in 10 min, Spitze %2 von %3</translation>
    </message>
    <message>
        <source>%1 in the last 24 h</source>
        <translation>%1 in den letzten 24 h</translation>
    </message>
    <message>
        <source>%1 pending</source>
        <translation>%1 anstehend</translation>
    </message>
    <message>
        <source>%1 rows moved</source>
        <translation>%1 Zeilen verschoben</translation>
    </message>
    <message>
        <source>%1 silenced</source>
        <translation>%1 stumm</translation>
    </message>
    <message>
        <source>%1 since %2, when watching began</source>
        <translation>%1 seit %2, Beginn der Beobachtung</translation>
    </message>
    <message numerus="yes">
        <source>%n consequential grouped</source>
        <translation>
            <numerusform>%n Folgealarm gruppiert</numerusform>
            <numerusform>%n Folgealarme gruppiert</numerusform>
        </translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>No active alarms</source>
        <translation>Keine aktiven Alarme</translation>
    </message>
    <message>
        <source>flood since %1, %2 raised</source>
        <translation>Alarmflut seit %1, %2 gemeldet</translation>
    </message>
</context>
<context>
    <name>surgedeck::BoardChart</name>
    <message>
        <source>no newer answer</source>
        <translation>keine neuere Antwort</translation>
    </message>
</context>
<context>
    <name>surgedeck::BoardsView</name>
    <message>
        <source>Board</source>
        <translation>Tafel</translation>
    </message>
</context>
<context>
    <name>surgedeck::BreakdownPanel</name>
    <message>
        <source>Name labels under dimensions: [store, region, provider]</source>
        <translation>Labels unter dimensions: nennen: [store, region, provider]</translation>
    </message>
    <message>
        <source>No dimensions in this workspace</source>
        <translation>Keine Dimensionen in diesem Workspace</translation>
    </message>
    <message>
        <source>Nobody stands out</source>
        <translation>Niemand sticht heraus</translation>
    </message>
    <message>
        <source>Who is hit</source>
        <translation>Wen es trifft</translation>
    </message>
    <message>
        <source>asking %1</source>
        <translation>frage %1</translation>
    </message>
    <message>
        <source>the workspace does not know it</source>
        <translation>der Workspace kennt es nicht</translation>
    </message>
</context>
<context>
    <name>surgedeck::BulletBar</name>
    <message>
        <source>%1 % of the scale</source>
        <translation>%1 % der Skala</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
</context>
<context>
    <name>surgedeck::Button</name>
    <message>
        <source>key %1</source>
        <translation>Taste %1</translation>
    </message>
</context>
<context>
    <name>surgedeck::CachePage</name>
    <message>
        <source>%1, since the start %2</source>
        <translation>%1, seit dem Start %2</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Keys evicted</source>
        <translation>Verdrängte Schlüssel</translation>
    </message>
    <message>
        <source>Memory of the limit</source>
        <translation>Speicher von der Grenze</translation>
    </message>
    <message>
        <source>Not told</source>
        <translation>Nicht mitgeteilt</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>Blockiert</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Clients</translation>
    </message>
    <message>
        <source>Commands /s</source>
        <translation>Befehle /s</translation>
    </message>
    <message>
        <source>Evicted /s</source>
        <translation>Verdrängt /s</translation>
    </message>
    <message>
        <source>Hit ratio</source>
        <translation>Trefferquote</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Replication</source>
        <translation>Replikation</translation>
    </message>
    <message>
        <source>Slow commands</source>
        <translation>Langsame Befehle</translation>
    </message>
    <message>
        <source>Slowest event</source>
        <translation>Langsamstes Ereignis</translation>
    </message>
</context>
<context>
    <name>surgedeck::ChangesPanel</name>
    <message>
        <source>%1 · first deviation %2</source>
        <translation>%1 · erste Abweichung %2</translation>
    </message>
    <message numerus="yes">
        <source>%n in the last 24 h</source>
        <translation>
            <numerusform>%n in den letzten 24 h</numerusform>
            <numerusform>%n in den letzten 24 h</numerusform>
        </translation>
    </message>
    <message>
        <source>No change was seen or told</source>
        <translation>Keine Änderung beobachtet oder gemeldet</translation>
    </message>
    <message>
        <source>Weights and servers are watched; scripts and people tell theirs with: surgedeck change add</source>
        <translation>Gewichte und Server werden beobachtet; Skripte und Menschen melden ihre mit: surgedeck change add</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>Was sich geändert hat</translation>
    </message>
</context>
<context>
    <name>surgedeck::ChartCanvas</name>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 %2 %3</source>
        <translation>%1 %2 %3</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>lowest %1, highest %2</source>
        <translation>niedrigster %1, höchster %2</translation>
    </message>
    <message>
        <source>no value</source>
        <translation>kein Wert</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
</context>
<context>
    <name>surgedeck::ChartDetail</name>
    <message>
        <source>same hour last week</source>
        <translation>gleiche Stunde vor einer Woche</translation>
    </message>
</context>
<context>
    <name>surgedeck::ChartExport</name>
    <message>
        <source>%1 not written: %2</source>
        <translation>%1 nicht geschrieben: %2</translation>
    </message>
    <message>
        <source>another export is being written</source>
        <translation>ein anderer Export wird gerade geschrieben</translation>
    </message>
</context>
<context>
    <name>surgedeck::ChartLegend</name>
    <message>
        <source>%1 %2 %3, %4</source>
        <translation>%1 %2 %3, %4</translation>
    </message>
    <message numerus="yes">
        <source>%n more not drawn</source>
        <translation>
            <numerusform>%n weitere nicht gezeichnet</numerusform>
            <numerusform>%n weitere nicht gezeichnet</numerusform>
        </translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
</context>
<context>
    <name>surgedeck::ChartView</name>
    <message>
        <source>%1 as a table</source>
        <translation>%1 als Tabelle</translation>
    </message>
    <message>
        <source>%1 to %2 · %3</source>
        <translation>%1 bis %2 · %3</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>Ctrl D</source>
        <translation>Strg D</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>P</source>
        <translation>P</translation>
    </message>
    <message>
        <source>PNG</source>
        <translation>PNG</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>SVG</source>
        <translation>SVG</translation>
    </message>
    <message>
        <source>Save as CSV</source>
        <translation>Als CSV speichern</translation>
    </message>
    <message>
        <source>Save as PNG</source>
        <translation>Als PNG speichern</translation>
    </message>
    <message>
        <source>Save as SVG</source>
        <translation>Als SVG speichern</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Zoom back</source>
        <translation>Zoom zurück</translation>
    </message>
    <message>
        <source>Zoom on</source>
        <translation>Zoom vor</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>gespeichert</translation>
    </message>
    <message>
        <source>saved, %L1 values</source>
        <translation>gespeichert, %L1 Werte</translation>
    </message>
    <message>
        <source>writing</source>
        <translation>wird geschrieben</translation>
    </message>
</context>
<context>
    <name>surgedeck::ChoiceRow</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>surgedeck::CockpitView</name>
    <message>
        <source>Alarms</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>Alarms and health</source>
        <translation>Alarme und Zustand</translation>
    </message>
    <message>
        <source>Queries</source>
        <translation>Abfragen</translation>
    </message>
    <message>
        <source>Queries and traffic</source>
        <translation>Abfragen und Verkehr</translation>
    </message>
    <message>
        <source>Silenced for an hour. Ctrl Z takes it back.</source>
        <translation>Für eine Stunde stumm. Strg Z nimmt es zurück.</translation>
    </message>
    <message>
        <source>The silence is taken back.</source>
        <translation>Die Stummschaltung ist zurückgenommen.</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>Verkehr</translation>
    </message>
    <message>
        <source>Trends</source>
        <translation>Verläufe</translation>
    </message>
</context>
<context>
    <name>surgedeck::Collector</name>
    <message>
        <source>nobody can be asked here: this is not watched now</source>
        <translation>hier kann niemand gefragt werden: das wird gerade nicht beobachtet</translation>
    </message>
</context>
<context>
    <name>surgedeck::CommandField</name>
    <message>
        <source>Go to or run</source>
        <translation>Gehe zu, führe aus</translation>
    </message>
    <message>
        <source>Go to or run a command</source>
        <translation>Gehe zu oder führe aus</translation>
    </message>
    <message>
        <source>key %1</source>
        <translation>Taste %1</translation>
    </message>
    <message>
        <source>opens the command palette</source>
        <translation>öffnet die Befehlspalette</translation>
    </message>
</context>
<context>
    <name>surgedeck::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Go to or run a command</source>
        <translation>Gehe zu oder führe aus</translation>
    </message>
    <message>
        <source>Not now: %1</source>
        <translation>Jetzt nicht: %1</translation>
    </message>
    <message>
        <source>nothing fits</source>
        <translation>nichts passt</translation>
    </message>
</context>
<context>
    <name>surgedeck::PinsPanel</name>
    <message>
        <source>No moment is pinned</source>
        <translation>Kein Zeitpunkt ist angeheftet</translation>
    </message>
    <message>
        <source>P pins the one that is shown</source>
        <translation>P heftet den gezeigten an</translation>
    </message>
    <message>
        <source>Pinned moments</source>
        <translation>Angeheftete Zeitpunkte</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
</context>
<context>
    <name>surgedeck::ComparePanel</name>
    <message>
        <source>Before incident</source>
        <translation>Vor dem Vorfall</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Figures of both moments</source>
        <translation>Werte beider Zeitpunkte</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Tauschen</translation>
    </message>
    <message>
        <source>Time to compare with</source>
        <translation>Zeit, mit der verglichen wird</translation>
    </message>
    <message>
        <source>Time, as 03:02 or 03:02:10</source>
        <translation>Zeit, als 03:02 oder 03:02:10</translation>
    </message>
    <message>
        <source>With</source>
        <translation>Mit</translation>
    </message>
    <message>
        <source>looking for the other moment</source>
        <translation>der andere Zeitpunkt wird gesucht</translation>
    </message>
    <message>
        <source>with %1, %2 before</source>
        <translation>mit %1, %2 davor</translation>
    </message>
    <message>
        <source>with %1, %2 later</source>
        <translation>mit %1, %2 danach</translation>
    </message>
    <message>
        <source>−1 d</source>
        <translation>−1 T</translation>
    </message>
    <message>
        <source>−1 h</source>
        <translation>−1 h</translation>
    </message>
    <message>
        <source>−10 min</source>
        <translation>−10 min</translation>
    </message>
    <message>
        <source>−7 d</source>
        <translation>−7 T</translation>
    </message>
</context>
<context>
    <name>surgedeck::ConnectionDetail</name>
    <message>
        <source>%1 % of the time</source>
        <translation>%1 % der Zeit</translation>
    </message>
    <message>
        <source>%1 (%2, %3): the stage %4 says: %5. %6 %7</source>
        <translation>%1 (%2, %3): Stufe %4 meldet: %5. %6 %7</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>%1 je Sekunde</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 old</source>
        <translation>%1 alt</translation>
    </message>
    <message>
        <source>Ask the administrator of %1 to run:</source>
        <translation>Die Administration von %1 bitten auszuführen:</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Copied for the administrator</source>
        <translation>Für die Administration kopiert</translation>
    </message>
    <message>
        <source>Copy for the administrator</source>
        <translation>Für die Administration kopieren</translation>
    </message>
    <message>
        <source>Last test</source>
        <translation>Letzter Test</translation>
    </message>
    <message>
        <source>Last test: %1, took %2 ms</source>
        <translation>Letzter Test: %1, dauerte %2 ms</translation>
    </message>
    <message>
        <source>Last test: none yet</source>
        <translation>Letzter Test: noch keiner</translation>
    </message>
    <message>
        <source>Last test: running now</source>
        <translation>Letzter Test: läuft gerade</translation>
    </message>
    <message>
        <source>Newest sample</source>
        <translation>Neuester Messwert</translation>
    </message>
    <message>
        <source>No panel depends on it.</source>
        <translation>Kein Bereich hängt davon ab.</translation>
    </message>
    <message>
        <source>Nothing: every stage passed.</source>
        <translation>Nichts: jede Stufe ist bestanden.</translation>
    </message>
    <message>
        <source>Our cost</source>
        <translation>Unsere Last</translation>
    </message>
    <message>
        <source>Our statements</source>
        <translation>Unsere Anweisungen</translation>
    </message>
    <message>
        <source>Statement for the administrator</source>
        <translation>Anweisung für die Administration</translation>
    </message>
    <message>
        <source>Test again</source>
        <translation>Erneut testen</translation>
    </message>
    <message>
        <source>Test it: a test only reads.</source>
        <translation>Testen: ein Test liest nur.</translation>
    </message>
    <message>
        <source>Until then these stay unknown:</source>
        <translation>Bis dahin bleibt unbekannt:</translation>
    </message>
    <message>
        <source>What depends on it:</source>
        <translation>Was davon abhängt:</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>can be selected and copied</source>
        <translation>kann markiert und kopiert werden</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>noch keiner</translation>
    </message>
    <message>
        <source>the log of the test, stage by stage</source>
        <translation>das Protokoll des Tests, Stufe für Stufe</translation>
    </message>
</context>
<context>
    <name>surgedeck::ConnectionsView</name>
    <message>
        <source>%1 of %2 ready</source>
        <translation>%1 von %2 bereit</translation>
    </message>
    <message numerus="yes">
        <source>%n figure(s)</source>
        <translation>
            <numerusform>%n Kennzahl</numerusform>
            <numerusform>%n Kennzahlen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n figure(s) without</source>
        <translation>
            <numerusform>%n Kennzahl ohne</numerusform>
            <numerusform>%n Kennzahlen ohne</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n figure(s) without a runbook</source>
        <translation>
            <numerusform>%n Kennzahl ohne Runbook</numerusform>
            <numerusform>%n Kennzahlen ohne Runbook</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n route(s)</source>
        <translation>
            <numerusform>%n Route</numerusform>
            <numerusform>%n Routen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n service(s)</source>
        <translation>
            <numerusform>%n Dienst</numerusform>
            <numerusform>%n Dienste</numerusform>
        </translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Connects, signs in and reads, as watching does. Acting is a dry run. Nothing is changed.</source>
        <translation>Verbindet, meldet an und liest wie beim Beobachten. Eingriffe sind ein Probelauf. Nichts wird verändert.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Continue to the cockpit</source>
        <translation>Weiter zum Cockpit</translation>
    </message>
    <message>
        <source>Continue with %1 of %2</source>
        <translation>Weiter mit %1 von %2</translation>
    </message>
    <message>
        <source>Ctrl Enter</source>
        <translation>Strg Enter</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Figures and services</source>
        <translation>Kennzahlen und Dienste</translation>
    </message>
    <message>
        <source>List them under sources:</source>
        <translation>Unter sources: eintragen</translation>
    </message>
    <message>
        <source>No sources in this workspace</source>
        <translation>Keine Quellen in diesem Workspace</translation>
    </message>
    <message>
        <source>Opens the cockpit with the sources that are ready.</source>
        <translation>Öffnet das Cockpit mit den Quellen, die bereit sind.</translation>
    </message>
    <message>
        <source>Panels without a source stay visible and say why they are empty.</source>
        <translation>Bereiche ohne Quelle bleiben sichtbar und sagen, warum sie leer sind.</translation>
    </message>
    <message>
        <source>Stop testing</source>
        <translation>Tests anhalten</translation>
    </message>
    <message>
        <source>Stop testing connections</source>
        <translation>Verbindungstests anhalten</translation>
    </message>
    <message>
        <source>Targets and limits</source>
        <translation>Ziele und Grenzen</translation>
    </message>
    <message>
        <source>Test all</source>
        <translation>Alle testen</translation>
    </message>
    <message>
        <source>Test all connections</source>
        <translation>Alle Verbindungen testen</translation>
    </message>
    <message>
        <source>Test the selected connection</source>
        <translation>Gewählte Verbindung testen</translation>
    </message>
    <message>
        <source>Tests only read; the Act column is a dry run.</source>
        <translation>Tests lesen nur; die Spalte Eingreifen ist ein Probelauf.</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>Verkehr</translation>
    </message>
    <message>
        <source>connection source doctor check</source>
        <translation>Verbindung Quelle Test prüfen doctor</translation>
    </message>
    <message>
        <source>every figure has one</source>
        <translation>jede Kennzahl hat eines</translation>
    </message>
    <message>
        <source>every figure names a runbook</source>
        <translation>jede Kennzahl nennt ein Runbook</translation>
    </message>
    <message>
        <source>no test runs</source>
        <translation>es läuft kein Test</translation>
    </message>
    <message>
        <source>nothing is being set up</source>
        <translation>es wird nichts eingerichtet</translation>
    </message>
    <message>
        <source>one row a source; the stages of its last test, how it is now, what it costs</source>
        <translation>eine Zeile je Quelle; die Stufen des letzten Tests, ihr jetziger Zustand, ihre Kosten</translation>
    </message>
</context>
<context>
    <name>surgedeck::DetailPanel</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>surgedeck::DigestTable</name>
    <message>
        <source>Query digests</source>
        <translation>Abfragemuster</translation>
    </message>
</context>
<context>
    <name>surgedeck::EnvironmentChip</name>
    <message>
        <source>environment %1</source>
        <translation>Umgebung %1</translation>
    </message>
</context>
<context>
    <name>surgedeck::EventLegend</name>
    <message>
        <source>%1 at %2</source>
        <translation>%1 um %2</translation>
    </message>
</context>
<context>
    <name>surgedeck::EvidenceChip</name>
    <message>
        <source>as expected</source>
        <translation>wie erwartet</translation>
    </message>
    <message>
        <source>last known</source>
        <translation>zuletzt bekannt</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
</context>
<context>
    <name>surgedeck::ExploreView</name>
    <message numerus="yes">
        <source>%n series</source>
        <translation>
            <numerusform>%n Reihe</numerusform>
            <numerusform>%n Reihen</numerusform>
        </translation>
    </message>
    <message>
        <source>Explore</source>
        <translation>Erkunden</translation>
    </message>
    <message>
        <source>No series</source>
        <translation>Keine Reihen</translation>
    </message>
    <message>
        <source>Nothing was asked yet</source>
        <translation>Noch nichts gefragt</translation>
    </message>
    <message>
        <source>PromQL expression</source>
        <translation>PromQL-Ausdruck</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>sum(rate(requests_total[1m])) — Enter shows the last hour, Ctrl Space completes</source>
        <translation>sum(rate(requests_total[1m])) — Enter zeigt die letzte Stunde, Strg Leertaste ergänzt</translation>
    </message>
</context>
<context>
    <name>surgedeck::ExportBar</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save the chart as</source>
        <translation>Diagramm speichern als</translation>
    </message>
    <message>
        <source>there is such a file: Save again to replace it</source>
        <translation>diese Datei gibt es: nochmals Speichern ersetzt sie</translation>
    </message>
</context>
<context>
    <name>surgedeck::FactGrid</name>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>surgedeck::FactRow</name>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
</context>
<context>
    <name>surgedeck::FirstRunWindow</name>
    <message numerus="yes">
        <source>; and %n more</source>
        <translation>
            <numerusform>; und %n weiterer</numerusform>
            <numerusform>; und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Copy the example</source>
        <translation>Beispiel kopieren</translation>
    </message>
    <message>
        <source>Example of a workspace file</source>
        <translation>Beispiel einer Workspace-Datei</translation>
    </message>
    <message>
        <source>No workspace is open. A workspace file names the databases, caches, balancers and metric servers of your platform, and the figures that matter to its customers.</source>
        <translation>Kein Workspace ist geöffnet. Eine Workspace-Datei nennt die Datenbanken, Caches, Balancer und Metrik-Server der Plattform und die Kennzahlen, auf die es ihren Kunden ankommt.</translation>
    </message>
    <message>
        <source>Open a workspace file</source>
        <translation>Workspace-Datei öffnen</translation>
    </message>
    <message>
        <source>Surgedeck</source>
        <translation>Surgedeck</translation>
    </message>
    <message>
        <source>The least that is useful. Secrets stay out of the file: ${env:NAME} and ${file:PATH} are read when a connection is made.</source>
        <translation>Das Mindeste, das nützt. Geheimnisse stehen nicht in der Datei: ${env:NAME} und ${file:PATH} werden beim Verbinden gelesen.</translation>
    </message>
    <message>
        <source>Then have it checked; every mistake is told with its line, and each connection is tested:</source>
        <translation>Dann prüfen lassen; jeder Fehler wird mit seiner Zeile genannt, und jede Verbindung wird getestet:</translation>
    </message>
    <message>
        <source>Workspace files (*.yaml *.yml)</source>
        <translation>Workspace-Dateien (*.yaml *.yml)</translation>
    </message>
    <message>
        <source>can be selected and copied</source>
        <translation>kann markiert und kopiert werden</translation>
    </message>
    <message>
        <source>opens this workspace file again</source>
        <translation>öffnet diese Workspace-Datei wieder</translation>
    </message>
</context>
<context>
    <name>surgedeck::FreshnessStrip</name>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 of %2 current</source>
        <translation>%1 von %2 aktuell</translation>
    </message>
    <message>
        <source>Sources: %1, not current: %2</source>
        <translation>Quellen: %1, nicht aktuell: %2</translation>
    </message>
    <message>
        <source>denied</source>
        <translation>verweigert</translation>
    </message>
    <message>
        <source>full</source>
        <translation>voll</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
</context>
<context>
    <name>surgedeck::GuardedButton</name>
    <message>
        <source>Armed, wait</source>
        <translation>Scharf, warten</translation>
    </message>
    <message>
        <source>Hold %1 s to %2</source>
        <translation>%1 s halten: %2</translation>
    </message>
    <message>
        <source>Keep holding, %1 s left</source>
        <translation>Weiter halten, noch %1 s</translation>
    </message>
    <message>
        <source>No answer, check whether it happened</source>
        <translation>Keine Antwort: prüfen, ob es geschah</translation>
    </message>
    <message>
        <source>Press again to %1</source>
        <translation>Nochmals drücken: %1</translation>
    </message>
    <message>
        <source>Press twice to %1</source>
        <translation>Zweimal drücken: %1</translation>
    </message>
    <message>
        <source>Sent, waiting</source>
        <translation>Gesendet, warte</translation>
    </message>
    <message>
        <source>Sent, waiting for %1, %2 s</source>
        <translation>Gesendet, warte auf %1, %2 s</translation>
    </message>
    <message>
        <source>Sent, waiting, %1 s</source>
        <translation>Gesendet, warte, %1 s</translation>
    </message>
    <message>
        <source>armed</source>
        <translation>scharf</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>bestätigt</translation>
    </message>
    <message>
        <source>guarded action, locked: %1</source>
        <translation>gesicherter Eingriff, gesperrt: %1</translation>
    </message>
    <message>
        <source>guarded action. Press to arm, wait one second, press again within five seconds to %1</source>
        <translation>gesicherter Eingriff. Drücken macht scharf; nach einer Sekunde und innerhalb von fünf Sekunden nochmals drücken: %1</translation>
    </message>
    <message>
        <source>not checked yet</source>
        <translation>noch nicht geprüft</translation>
    </message>
    <message>
        <source>not confirmed</source>
        <translation>nicht bestätigt</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>verweigert</translation>
    </message>
</context>
<context>
    <name>surgedeck::HealthPanel</name>
    <message>
        <source>%1 · %2 abnormal</source>
        <translation>%1 · %2 auffällig</translation>
    </message>
    <message>
        <source>%1 · all normal</source>
        <translation>%1 · alles normal</translation>
    </message>
    <message numerus="yes">
        <source>%n normal service(s) hidden on a small window · press H to show all</source>
        <translation>
            <numerusform>%n normaler Dienst im kleinen Fenster verborgen · H zeigt alle</numerusform>
            <numerusform>%n normale Dienste im kleinen Fenster verborgen · H zeigt alle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n service(s)</source>
        <translation>
            <numerusform>%n Dienst</numerusform>
            <numerusform>%n Dienste</numerusform>
        </translation>
    </message>
    <message>
        <source>All services are in the list</source>
        <translation>Alle Dienste sind in der Liste</translation>
    </message>
    <message>
        <source>List them under services:</source>
        <translation>Unter services: eintragen</translation>
    </message>
    <message>
        <source>No services in this workspace</source>
        <translation>Keine Dienste in diesem Workspace</translation>
    </message>
    <message>
        <source>Platform health</source>
        <translation>Zustand der Plattform</translation>
    </message>
</context>
<context>
    <name>surgedeck::IncidentBar</name>
    <message>
        <source>Incident bar, %1, %2</source>
        <translation>Störungsleiste, %1, %2</translation>
    </message>
</context>
<context>
    <name>surgedeck::ClosingSheet</name>
    <message>
        <source>Anchor, to be kept elsewhere: %1</source>
        <translation>Anker, anderswo aufzubewahren: %1</translation>
    </message>
    <message>
        <source>%1 is %2: first it has to be resolved, Ctrl I</source>
        <translation>%1 ist %2: erst muss sie resolved sein, Strg I</translation>
    </message>
    <message>
        <source>%1 is closed and sealed</source>
        <translation>%1 ist geschlossen und versiegelt</translation>
    </message>
    <message>
        <source>Close the incident</source>
        <translation>Störung schließen</translation>
    </message>
    <message>
        <source>What was seen from ten minutes before it began until five minutes after it was resolved, and all that people wrote, goes into one signed file. Afterwards nobody writes into the incident; its review goes on beside it.</source>
        <translation>Was von zehn Minuten vor ihrem Beginn bis fünf Minuten nach ihrer Lösung gesehen wurde, und alles, was Menschen schrieben, kommt in eine unterschriebene Datei. Danach schreibt niemand mehr in die Störung; ihre Nachbesprechung geht daneben weiter.</translation>
    </message>
    <message>
        <source>close %1 and seal its file</source>
        <translation>%1 schließen und ihre Datei versiegeln</translation>
    </message>
</context>
<context>
    <name>surgedeck::IncidentSheet</name>
    <message>
        <source>A note for the timeline</source>
        <translation>Eine Notiz für die Zeitleiste</translation>
    </message>
    <message>
        <source>Declare an incident</source>
        <translation>Störung ausrufen</translation>
    </message>
    <message>
        <source>Declare an incident, or write into the open one</source>
        <translation>Störung ausrufen, oder in die offene schreiben</translation>
    </message>
    <message>
        <source>Declare and take the lead</source>
        <translation>Ausrufen und Leitung übernehmen</translation>
    </message>
    <message>
        <source>Everywhere, also while you type</source>
        <translation>Überall, auch beim Tippen</translation>
    </message>
    <message>
        <source>Incident</source>
        <translation>Störung</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Note in the open incident</source>
        <translation>Notiz in die offene Störung</translation>
    </message>
    <message>
        <source>Opens the line for a note in the incident that is open.</source>
        <translation>Öffnet die Zeile für eine Notiz in der offenen Störung.</translation>
    </message>
    <message>
        <source>SEV %1</source>
        <translation>SEV %1</translation>
    </message>
    <message>
        <source>Severity, the higher one when in doubt</source>
        <translation>Schwere, im Zweifel die höhere</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Take the lead</source>
        <translation>Leitung übernehmen</translation>
    </message>
    <message>
        <source>Title of the incident</source>
        <translation>Titel der Störung</translation>
    </message>
    <message>
        <source>What is wrong, in one line</source>
        <translation>Was nicht stimmt, in einer Zeile</translation>
    </message>
    <message>
        <source>Write into the timeline</source>
        <translation>In die Zeitleiste schreiben</translation>
    </message>
    <message>
        <source>Writes into the incident&apos;s own record. Nothing on the platform is changed.</source>
        <translation>Schreibt in das eigene Protokoll der Störung. An der Plattform wird nichts verändert.</translation>
    </message>
    <message>
        <source>no incident is open: Ctrl I declares one</source>
        <translation>keine Störung ist offen: Strg I ruft eine aus</translation>
    </message>
    <message>
        <source>severity note timeline lead commander state</source>
        <translation>Schwere Notiz Zeitleiste Leitung Zustand</translation>
    </message>
    <message>
        <source>timeline write</source>
        <translation>Zeitleiste schreiben Notiz</translation>
    </message>
    <message>
        <source>Close it and seal its file…</source>
        <translation>Schließen und ihre Datei versiegeln…</translation>
    </message>
    <message>
        <source>Close the incident and seal its file</source>
        <translation>Störung schließen und ihre Datei versiegeln</translation>
    </message>
    <message>
        <source>Opens the sheet on which it is closed. Afterwards nobody writes into it.</source>
        <translation>Öffnet das Blatt, auf dem sie geschlossen wird. Danach schreibt niemand mehr hinein.</translation>
    </message>
    <message>
        <source>end finish record resolved anchor</source>
        <translation>ende abschluss aufzeichnung gelöst anker</translation>
    </message>
</context>
<context>
    <name>surgedeck::IncidentWatch</name>
    <message>
        <source>%1 is declared</source>
        <translation>%1 ist ausgerufen</translation>
    </message>
    <message>
        <source>Not declared: %1</source>
        <translation>Nicht ausgerufen: %1</translation>
    </message>
    <message>
        <source>Not written: %1</source>
        <translation>Nicht geschrieben: %1</translation>
    </message>
    <message>
        <source>The incidents can not be read: %1</source>
        <translation>Die Störungen können nicht gelesen werden: %1</translation>
    </message>
    <message>
        <source>Written into %1</source>
        <translation>In %1 geschrieben</translation>
    </message>
    <message>
        <source>%1 is closed and sealed</source>
        <translation>%1 ist geschlossen und versiegelt</translation>
    </message>
    <message>
        <source>Not closed: %1</source>
        <translation>Nicht geschlossen: %1</translation>
    </message>
</context>
<context>
    <name>surgedeck::KeyOverview</name>
    <message>
        <source>%1 is the key of: %2. Nothing was changed.</source>
        <translation>%1 ist die Taste von: %2. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>%1 is the new key.</source>
        <translation>%1 ist die neue Taste.</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Alle Tasten</translation>
    </message>
    <message>
        <source>Built-in key</source>
        <translation>Eingebaute Taste</translation>
    </message>
    <message>
        <source>Change key</source>
        <translation>Taste ändern</translation>
    </message>
    <message>
        <source>Choose a row first.</source>
        <translation>Zuerst eine Zeile wählen.</translation>
    </message>
    <message>
        <source>Enter changes the key of a row</source>
        <translation>Enter ändert die Taste einer Zeile</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>Letters, digits and signs are commands only while no text is typed; the settings switch them off. No key presses a guarded control: it only leads there. Esc closes.</source>
        <translation>Buchstaben, Ziffern und Zeichen sind nur dann Befehle, wenn kein Text getippt wird; die Einstellungen schalten sie ab. Keine Taste löst einen gesicherten Eingriff aus: sie führt nur hin. Esc schließt.</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Keine Taste</translation>
    </message>
    <message>
        <source>Press the new key for: %1. Esc leaves it.</source>
        <translation>Neue Taste drücken für: %1. Esc lässt sie.</translation>
    </message>
    <message>
        <source>This key belongs to the table itself and stays.</source>
        <translation>Diese Taste gehört zur Tabelle selbst und bleibt.</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Was sie tut</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
</context>
<context>
    <name>surgedeck::LeaderRow</name>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
</context>
<context>
    <name>surgedeck::LiveReplay</name>
    <message>
        <source>Opening what was recorded…</source>
        <translation>Öffne das Aufgezeichnete…</translation>
    </message>
</context>
<context>
    <name>surgedeck::MainWindow</name>
    <message>
        <source>%1 UTC</source>
        <translation>%1 UTC</translation>
    </message>
    <message>
        <source>%1 until %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>%1 · %2 · Surgedeck</source>
        <translation>%1 · %2 · Surgedeck</translation>
    </message>
    <message>
        <source>Board: %1</source>
        <translation>Tafel: %1</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>Gehe zu %1</translation>
    </message>
    <message>
        <source>Moves the keyboard into this panel.</source>
        <translation>Bringt die Tastatur in diesen Bereich.</translation>
    </message>
    <message>
        <source>Opens the page for a second screen: F11 fills it, nothing on it can be pressed.</source>
        <translation>Öffnet die Seite für einen zweiten Bildschirm: F11 füllt ihn, nichts darauf lässt sich drücken.</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>REPLAY of %1, not live</source>
        <translation>AUFZEICHNUNG von %1, nicht live</translation>
    </message>
    <message>
        <source>Stakeholders in a window of their own</source>
        <translation>Stakeholder in eigenem Fenster</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Ansichten</translation>
    </message>
    <message>
        <source>what is wrong now first</source>
        <translation>zuerst das, was jetzt nicht stimmt</translation>
    </message>
</context>
<context>
    <name>surgedeck::PaletteFooter</name>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>arrow keys choose, Enter runs, Ctrl Enter shows the effect first</source>
        <translation>Pfeiltasten wählen, Enter führt aus, Strg Enter zeigt zuerst die Wirkung</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>wählen</translation>
    </message>
    <message>
        <source>opens the guarded control</source>
        <translation>öffnet das gesicherte Bedienelement</translation>
    </message>
    <message>
        <source>run</source>
        <translation>ausführen</translation>
    </message>
    <message>
        <source>show effect first</source>
        <translation>zuerst Wirkung zeigen</translation>
    </message>
</context>
<context>
    <name>surgedeck::PaletteRows</name>
    <message>
        <source>key %1</source>
        <translation>Taste %1</translation>
    </message>
    <message>
        <source>not available: %1</source>
        <translation>nicht verfügbar: %1</translation>
    </message>
    <message>
        <source>opens the guarded control</source>
        <translation>öffnet das gesicherte Bedienelement</translation>
    </message>
</context>
<context>
    <name>surgedeck::Panel</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Last known at %1</source>
        <translation>Zuletzt bekannt um %1</translation>
    </message>
    <message>
        <source>Stands still since %1</source>
        <translation>Steht still seit %1</translation>
    </message>
</context>
<context>
    <name>surgedeck::PanelMessage</name>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>waiting for data</source>
        <translation>warte auf Daten</translation>
    </message>
</context>
<context>
    <name>surgedeck::PlanEditor</name>
    <message>
        <source>1, 5, 10, 25</source>
        <translation>1, 5, 10, 25</translation>
    </message>
    <message>
        <source>10m</source>
        <translation>10m</translation>
    </message>
    <message>
        <source>A step advances only when every guard has held for the whole time.</source>
        <translation>Ein Schritt folgt nur, wenn jeder Wächter die ganze Zeit gehalten hat.</translation>
    </message>
    <message>
        <source>Edits apply to steps that were not taken.</source>
        <translation>Änderungen gelten für Schritte, die noch nicht getan sind.</translation>
    </message>
    <message>
        <source>How long each step is watched</source>
        <translation>Wie lange jeder Schritt beobachtet wird</translation>
    </message>
    <message>
        <source>Steps, percent on the canary</source>
        <translation>Schritte, Prozent auf dem Canary</translation>
    </message>
    <message>
        <source>asked</source>
        <translation>angefragt</translation>
    </message>
    <message>
        <source>change the steps not taken</source>
        <translation>die offenen Schritte ändern</translation>
    </message>
    <message>
        <source>nothing was changed</source>
        <translation>nichts wurde geändert</translation>
    </message>
</context>
<context>
    <name>surgedeck::PlanPanel</name>
    <message>
        <source>Copy plan</source>
        <translation>Plan kopieren</translation>
    </message>
    <message>
        <source>Choose a digest</source>
        <translation>Eine Anweisung wählen</translation>
    </message>
    <message>
        <source>No plan</source>
        <translation>Kein Plan</translation>
    </message>
    <message>
        <source>No right to plan this statement</source>
        <translation>Kein Recht, diese Anweisung zu planen</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Steps of the plan</source>
        <translation>Schritte des Plans</translation>
    </message>
    <message>
        <source>to see its plan</source>
        <translation>um ihren Plan zu sehen</translation>
    </message>
</context>
<context>
    <name>surgedeck::Platform</name>
    <message>
        <source>%1 has not answered yet</source>
        <translation>%1 hat noch nicht geantwortet</translation>
    </message>
    <message>
        <source>%1: the error budget burns too fast</source>
        <translation>%1: das Fehlerbudget schwindet zu schnell</translation>
    </message>
    <message>
        <source>A silence ends within ten minutes: %1 (%2: %3)</source>
        <translation>Eine Stummschaltung endet binnen zehn Minuten: %1 (%2: %3)</translation>
    </message>
    <message>
        <source>Source %1 is %2</source>
        <translation>Quelle %1: %2</translation>
    </message>
    <message>
        <source>The journal is not written: %1</source>
        <translation>Das Journal wird nicht geschrieben: %1</translation>
    </message>
    <message>
        <source>The journal keeps events only: %1</source>
        <translation>Das Journal hält nur Ereignisse: %1</translation>
    </message>
    <message>
        <source>no shift in progress</source>
        <translation>keine Verlagerung im Gang</translation>
    </message>
    <message>
        <source>observed share differs from the weights by %1 points</source>
        <translation>gemessener Anteil weicht um %1 Punkte von den Gewichten ab</translation>
    </message>
</context>
<context>
    <name>surgedeck::Poller</name>
    <message>
        <source>another plan is being read</source>
        <translation>es wird gerade ein anderer Plan gelesen</translation>
    </message>
    <message>
        <source>no answer for %1 s</source>
        <translation>keine Antwort seit %1 s</translation>
    </message>
</context>
<context>
    <name>surgedeck::QueriesPanel</name>
    <message>
        <source>Query digests</source>
        <translation>Abfragemuster</translation>
    </message>
    <message>
        <source> · %1 rows moved</source>
        <translation> · %1 Zeilen verschoben</translation>
    </message>
    <message>
        <source>%1 · last %2</source>
        <translation>%1 · letzte %2</translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) waiting · longest %1</source>
        <translation>
            <numerusform>%n Sitzung wartet · %1</numerusform>
            <numerusform>%n Sitzungen warten · längste %1</numerusform>
        </translation>
    </message>
    <message>
        <source>0 waiting</source>
        <translation>0 warten</translation>
    </message>
    <message>
        <source>Lock chain</source>
        <translation>Sperrkette</translation>
    </message>
    <message>
        <source>Longest in the last hour: %1 s at %2</source>
        <translation>Längstes Warten der letzten Stunde: %1 s um %2</translation>
    </message>
    <message>
        <source>No database in this workspace</source>
        <translation>Keine Datenbank in diesem Workspace</translation>
    </message>
    <message>
        <source>No lock waits</source>
        <translation>Niemand wartet auf Sperren</translation>
    </message>
    <message>
        <source>No totals of statements</source>
        <translation>Keine Summen der Anweisungen</translation>
    </message>
    <message>
        <source>None seen in the last hour</source>
        <translation>In der letzten Stunde keines beobachtet</translation>
    </message>
    <message>
        <source>Slow queries</source>
        <translation>Langsame Abfragen</translation>
    </message>
    <message>
        <source>Statements</source>
        <translation>Anweisungen</translation>
    </message>
    <message>
        <source>Who waits for whom can not be told</source>
        <translation>Wer auf wen wartet, ist nicht zu sagen</translation>
    </message>
</context>
<context>
    <name>surgedeck::QueriesView</name>
    <message>
        <source>Redis</source>
        <translation>Redis</translation>
    </message>
    <message>
        <source>%1 clients</source>
        <translation>%1 Clients</translation>
    </message>
    <message>
        <source>%1 of %2 digests · %3 sessions%4</source>
        <translation>%1 von %2 Abfragemustern · %3 Sitzungen%4</translation>
    </message>
    <message>
        <source>%1 shown</source>
        <translation>%1 gezeigt</translation>
    </message>
    <message>
        <source>%1 shown%2</source>
        <translation>%1 gezeigt%2</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 warten</translation>
    </message>
    <message>
        <source>, there are more</source>
        <translation>, es gibt mehr</translation>
    </message>
    <message>
        <source>Active sessions</source>
        <translation>Aktive Sitzungen</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>Tabelle kopieren</translation>
    </message>
    <message>
        <source>Copy the plan of the selected statement</source>
        <translation>Den Plan der gewählten Anweisung kopieren</translation>
    </message>
    <message>
        <source>Copy the selected statement</source>
        <translation>Gewählte Anweisung kopieren</translation>
    </message>
    <message>
        <source>Ctrl Shift C</source>
        <translation>Strg Umschalt C</translation>
    </message>
    <message>
        <source>Digests</source>
        <translation>Abfragemuster</translation>
    </message>
    <message>
        <source>Filter digests and sessions</source>
        <translation>Abfragemuster und Sitzungen filtern</translation>
    </message>
    <message>
        <source>Filter of digests and sessions</source>
        <translation>Filter für Abfragemuster und Sitzungen</translation>
    </message>
    <message>
        <source>Filter: table, verb, client, number</source>
        <translation>Filter: Tabelle, Verb, Client, Nummer</translation>
    </message>
    <message>
        <source>Lock tree</source>
        <translation>Sperrbaum</translation>
    </message>
    <message>
        <source>No database and no Redis in this workspace</source>
        <translation>Keine Datenbank und kein Redis in diesem Workspace</translation>
    </message>
    <message>
        <source>No statement runs, no transaction is open</source>
        <translation>Keine Anweisung läuft, keine Transaktion ist offen</translation>
    </message>
    <message>
        <source>Only changed vs usual</source>
        <translation>Nur was anders ist als sonst</translation>
    </message>
    <message>
        <source>Redis runs one command at a time</source>
        <translation>Redis führt immer nur einen Befehl aus</translation>
    </message>
    <message>
        <source>the last hour · slow commands without their arguments</source>
        <translation>die letzte Stunde · langsame Befehle ohne ihre Argumente</translation>
    </message>
    <message>
        <source>Selected</source>
        <translation>Ausgewählt</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>What is different in the marked range</source>
        <translation>Was im markierten Bereich anders ist</translation>
    </message>
    <message>
        <source>average by what they wait for · drag to compare a range</source>
        <translation>Mittel nach Warteursache · ziehen vergleicht einen Bereich</translation>
    </message>
    <message>
        <source>by share of the database&apos;s time, last %1</source>
        <translation>nach Anteil an der Zeit der Datenbank, letzte %1</translation>
    </message>
    <message>
        <source>marked %1 – %2 · Esc clears</source>
        <translation>markiert %1 – %2 · Esc hebt auf</translation>
    </message>
    <message>
        <source>what is different in the marked range · %1 sampled sessions</source>
        <translation>was im markierten Bereich anders ist · %1 Stichproben von Sitzungen</translation>
    </message>
</context>
<context>
    <name>surgedeck::QueryDetail</name>
    <message>
        <source>Copy SQL</source>
        <translation>SQL kopieren</translation>
    </message>
    <message>
        <source>Choose a digest</source>
        <translation>Abfragemuster wählen</translation>
    </message>
    <message>
        <source>Normalised statement</source>
        <translation>Normalisierte Anweisung</translation>
    </message>
    <message>
        <source>Sessions in it</source>
        <translation>Sitzungen darin</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>Anweisung</translation>
    </message>
    <message>
        <source>digest %1</source>
        <translation>Abfragemuster %1</translation>
    </message>
    <message>
        <source>to see its statement</source>
        <translation>um seine Anweisung zu sehen</translation>
    </message>
</context>
<context>
    <name>surgedeck::ReplayBar</name>
    <message>
        <source>Back to live</source>
        <translation>Zurück zu live</translation>
    </message>
    <message>
        <source>Copy link to this moment</source>
        <translation>Link zu diesem Moment kopieren</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Not live. Every panel shows what it showed at this moment.</source>
        <translation>Nicht live. Jeder Bereich zeigt, was er in diesem Moment zeigte.</translation>
    </message>
    <message>
        <source>REPLAY</source>
        <translation>WIEDERGABE</translation>
    </message>
    <message>
        <source>Replay, %1, %2</source>
        <translation>Wiedergabe, %1, %2</translation>
    </message>
</context>
<context>
    <name>surgedeck::ReplayScrubber</name>
    <message>
        <source>%1, compared with %2</source>
        <translation>%1, verglichen mit %2</translation>
    </message>
    <message numerus="yes">
        <source>%n raised</source>
        <translation>
            <numerusform>%n gemeldet</numerusform>
            <numerusform>%n gemeldet</numerusform>
        </translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Data gaps</source>
        <translation>Datenlücken</translation>
    </message>
    <message>
        <source>People and runbook</source>
        <translation>Menschen und Runbook</translation>
    </message>
    <message>
        <source>Replay position, %1</source>
        <translation>Stelle der Wiedergabe, %1</translation>
    </message>
    <message>
        <source>striped = guarded action</source>
        <translation>gestreift = geschützte Handlung</translation>
    </message>
    <message>
        <source>with %1</source>
        <translation>mit %1</translation>
    </message>
</context>
<context>
    <name>surgedeck::ReplayView</name>
    <message>
        <source>+10 s</source>
        <translation>+10 s</translation>
    </message>
    <message>
        <source>Compare with…</source>
        <translation>Vergleichen mit…</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Link copied: %1</source>
        <translation>Link kopiert: %1</translation>
    </message>
    <message>
        <source>Next event</source>
        <translation>Nächstes Ereignis</translation>
    </message>
    <message>
        <source>No recording is open.</source>
        <translation>Keine Aufzeichnung ist geöffnet.</translation>
    </message>
    <message>
        <source>Nobody recorded at this time: what is shown is what was last known.</source>
        <translation>Zu dieser Zeit wurde nicht aufgezeichnet: gezeigt wird, was zuletzt bekannt war.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Pin moment</source>
        <translation>Moment anheften</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Post-mortem</source>
        <translation>Nachbetrachtung</translation>
    </message>
    <message>
        <source>Previous event</source>
        <translation>Voriges Ereignis</translation>
    </message>
    <message>
        <source>Selection %1 – %2, %3</source>
        <translation>Auswahl %1 – %2, %3</translation>
    </message>
    <message>
        <source>Shift drag selects · Ctrl press compares · wheel zooms</source>
        <translation>Umschalt und Ziehen wählt aus · Strg und Klick vergleicht · Rad zoomt</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Anfang</translation>
    </message>
    <message>
        <source>that is no time</source>
        <translation>das ist keine Zeit</translation>
    </message>
    <message>
        <source>this recording does not reach that time</source>
        <translation>so weit reicht diese Aufzeichnung nicht</translation>
    </message>
    <message>
        <source>−10 s</source>
        <translation>−10 s</translation>
    </message>
</context>
<context>
    <name>surgedeck::RunAhead</name>
    <message>
        <source>%1, comes next, with the values of now</source>
        <translation>%1, kommt als Nächstes, mit den Werten von jetzt</translation>
    </message>
</context>
<context>
    <name>surgedeck::RunOutline</name>
    <message>
        <source> · its file has changed since, this run keeps the text it began with</source>
        <translation> · die Datei wurde seither geändert, dieser Lauf behält den Text, mit dem er begann</translation>
    </message>
    <message>
        <source>Memory items</source>
        <translation>Aus dem Kopf</translation>
    </message>
    <message>
        <source>Other runbook</source>
        <translation>Anderes Runbook</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>Weglegen</translation>
    </message>
    <message>
        <source>Steps of the runbook</source>
        <translation>Schritte des Runbooks</translation>
    </message>
    <message>
        <source>Stop runbook</source>
        <translation>Runbook anhalten</translation>
    </message>
    <message>
        <source>do first without reading</source>
        <translation>zuerst tun, ohne nachzulesen</translation>
    </message>
    <message>
        <source>ended well</source>
        <translation>gut beendet</translation>
    </message>
    <message>
        <source>failed%1</source>
        <translation>gescheitert%1</translation>
    </message>
    <message>
        <source>gave up%1</source>
        <translation>aufgegeben%1</translation>
    </message>
    <message>
        <source>stopped by %1</source>
        <translation>angehalten von %1</translation>
    </message>
    <message>
        <source>stopped%1</source>
        <translation>angehalten%1</translation>
    </message>
</context>
<context>
    <name>surgedeck::RunbookDesk</name>
    <message>
        <source>No runbook is under way</source>
        <translation>Kein Runbook ist im Gang</translation>
    </message>
    <message>
        <source>Nothing is recorded here, so nothing can be begun</source>
        <translation>Hier wird nichts aufgezeichnet, also kann nichts begonnen werden</translation>
    </message>
    <message>
        <source>Nothing is recorded here, so nothing can be continued</source>
        <translation>Hier wird nichts aufgezeichnet, also kann nichts fortgesetzt werden</translation>
    </message>
    <message>
        <source>Two runbooks are under way already</source>
        <translation>Zwei Runbooks sind schon im Gang</translation>
    </message>
    <message>
        <source>the workspace names no folder for runbooks of its own: add runbooks: {dirs: [runbooks]}</source>
        <translation>der Arbeitsbereich nennt keinen Ordner für eigene Runbooks: runbooks: {dirs: [runbooks]} ergänzen</translation>
    </message>
</context>
<context>
    <name>surgedeck::RunbookEditor</name>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>%1 konnte nicht geschrieben werden: %2</translation>
    </message>
    <message>
        <source>Close without saving</source>
        <translation>Schließen, ohne zu speichern</translation>
    </message>
    <message>
        <source>It can be used; %1</source>
        <translation>Es ist brauchbar; %1</translation>
    </message>
    <message numerus="yes">
        <source>It can not be used as it is: %n place(s)</source>
        <translation>
            <numerusform>So ist es nicht brauchbar: %n Stelle</numerusform>
            <numerusform>So ist es nicht brauchbar: %n Stellen</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is wrong with it; %1</source>
        <translation>Nichts daran ist falsch; %1</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Text of the runbook</source>
        <translation>Text des Runbooks</translation>
    </message>
    <message>
        <source>What is wrong with the runbook</source>
        <translation>Was an dem Runbook falsch ist</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>is saved to %1</source>
        <translation>wird nach %1 gespeichert</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
</context>
<context>
    <name>surgedeck::RunbookPanel</name>
    <message>
        <source>as recorded · %1</source>
        <translation>wie aufgezeichnet · %1</translation>
    </message>
    <message>
        <source>as recorded, ended %1</source>
        <translation>wie aufgezeichnet, zu Ende %1</translation>
    </message>
    <message>
        <source>Checks of what was seen then</source>
        <translation>Prüfung dessen, was damals zu sehen war</translation>
    </message>
    <message>
        <source>as it fitted then</source>
        <translation>wie es damals passte</translation>
    </message>
    <message>
        <source>ranked by what was seen then</source>
        <translation>nach dem, was damals zu sehen war</translation>
    </message>
    <message>
        <source>%1 of %2 conditions hold%3</source>
        <translation>%1 von %2 Bedingungen treffen zu%3</translation>
    </message>
    <message>
        <source>, on %1</source>
        <translation>, an %1</translation>
    </message>
    <message>
        <source>Begin this runbook</source>
        <translation>Dieses Runbook beginnen</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Live checks of what is seen now</source>
        <translation>Laufende Prüfung dessen, was zu sehen ist</translation>
    </message>
    <message>
        <source>No runbook fits this workspace</source>
        <translation>Kein Runbook passt zu diesem Workspace</translation>
    </message>
    <message>
        <source>No runbook fits: begin with triage</source>
        <translation>Kein Runbook passt: mit der Triage beginnen</translation>
    </message>
    <message>
        <source>Runbook</source>
        <translation>Runbook</translation>
    </message>
    <message>
        <source>Runbook library</source>
        <translation>Runbook-Bibliothek</translation>
    </message>
    <message>
        <source>none in progress</source>
        <translation>keines läuft</translation>
    </message>
    <message>
        <source>ranked by what is seen now</source>
        <translation>gereiht nach dem, was jetzt zu sehen ist</translation>
    </message>
    <message>
        <source>surgedeck runbook lint says what it lacks</source>
        <translation>surgedeck runbook lint sagt, was fehlt</translation>
    </message>
</context>
<context>
    <name>surgedeck::RunbooksView</name>
    <message>
        <source>Begin</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Current step</source>
        <translation>Aktueller Schritt</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Belege</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Print as PDF</source>
        <translation>Als PDF drucken</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Record of the run</source>
        <translation>Protokoll des Laufs</translation>
    </message>
    <message>
        <source>Rehearse, change nothing</source>
        <translation>Proben, nichts verändern</translation>
    </message>
    <message>
        <source>Runbook</source>
        <translation>Runbook</translation>
    </message>
    <message>
        <source>Runbooks, those that fit first</source>
        <translation>Runbooks, zuerst die passenden</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Auswertung</translation>
    </message>
    <message>
        <source>Score of the run</source>
        <translation>Auswertung des Laufs</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Steps of the chosen runbook</source>
        <translation>Schritte des gewählten Runbooks</translation>
    </message>
    <message>
        <source>The record of the run can not be read</source>
        <translation>Die Aufzeichnung des Laufs kann nicht gelesen werden</translation>
    </message>
    <message numerus="yes">
        <source>Took %1, of which %2 waited for people. %n deviation(s).</source>
        <translation>
            <numerusform>Dauer %1, davon %2 auf Menschen gewartet. %n Abweichung.</numerusform>
            <numerusform>Dauer %1, davon %2 auf Menschen gewartet. %n Abweichungen.</numerusform>
        </translation>
    </message>
    <message>
        <source>every step, value and press; replay reads this</source>
        <translation>jeder Schritt, Wert und Druck; die Wiedergabe liest das</translation>
    </message>
    <message>
        <source>live values this runbook uses</source>
        <translation>aktuelle Werte, die dieses Runbook nutzt</translation>
    </message>
    <message>
        <source>ranked by what is seen now; nothing starts by itself</source>
        <translation>gereiht nach dem, was jetzt zu sehen ist; nichts beginnt von selbst</translation>
    </message>
    <message>
        <source>saved as %1</source>
        <translation>gespeichert als %1</translation>
    </message>
    <message>
        <source>what speaks for it and against it</source>
        <translation>was dafür und was dagegen spricht</translation>
    </message>
    <message>
        <source>written to %1</source>
        <translation>geschrieben nach %1</translation>
    </message>
</context>
<context>
    <name>surgedeck::SeriesTableModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
</context>
<context>
    <name>surgedeck::SessionActions</name>
    <message>
        <source>Act on a session</source>
        <translation>Eingriff in eine Sitzung</translation>
    </message>
    <message>
        <source>Choose a session</source>
        <translation>Sitzung wählen</translation>
    </message>
    <message>
        <source>Number of the session, typed to confirm</source>
        <translation>Nummer der Sitzung, zur Bestätigung getippt</translation>
    </message>
    <message>
        <source>Reason for the record</source>
        <translation>Grund fürs Protokoll</translation>
    </message>
    <message>
        <source>This window only shows.</source>
        <translation>Dieses Fenster zeigt nur.</translation>
    </message>
    <message>
        <source>Type %1</source>
        <translation>%1 tippen</translation>
    </message>
    <message>
        <source>Why, for the record</source>
        <translation>Warum, fürs Protokoll</translation>
    </message>
    <message>
        <source>cancel its query</source>
        <translation>ihre Anweisung abbrechen</translation>
    </message>
    <message>
        <source>end %1</source>
        <translation>%1 beenden</translation>
    </message>
    <message>
        <source>from the queries view</source>
        <translation>aus der Ansicht Abfragen</translation>
    </message>
    <message>
        <source>in the lock tree or in the list of sessions</source>
        <translation>im Sperrbaum oder in der Liste der Sitzungen</translation>
    </message>
    <message>
        <source>not read for more than 5 s</source>
        <translation>seit mehr als 5 s nicht gelesen</translation>
    </message>
    <message>
        <source>reading how it is now</source>
        <translation>lese, wie es jetzt ist</translation>
    </message>
    <message>
        <source>refused: %1</source>
        <translation>verweigert: %1</translation>
    </message>
    <message>
        <source>type the number of the session</source>
        <translation>Nummer der Sitzung tippen</translation>
    </message>
</context>
<context>
    <name>surgedeck::SetUpRail</name>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>Einrichten</translation>
    </message>
    <message>
        <source>Set up: %1</source>
        <translation>Einrichten: %1</translation>
    </message>
    <message>
        <source>You can leave and come back</source>
        <translation>Unterbrechen ist jederzeit möglich</translation>
    </message>
    <message>
        <source>current</source>
        <translation>aktuell</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
</context>
<context>
    <name>surgedeck::Settings</name>
    <message>
        <source>%1 can not be written</source>
        <translation>%1 kann nicht geschrieben werden</translation>
    </message>
</context>
<context>
    <name>surgedeck::SettingsPanel</name>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>Voll</translation>
    </message>
    <message>
        <source>Language, from the next start on</source>
        <translation>Sprache, ab dem nächsten Start</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Light 07–19</source>
        <translation>Hell 07–19</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Bewegung</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Ein</translation>
    </message>
    <message>
        <source>Reduced</source>
        <translation>Verringert</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Single keys</source>
        <translation>Einzeltasten</translation>
    </message>
    <message>
        <source>Single letters and digits are commands only while no text is typed. F1 lists and changes all keys. Esc closes.</source>
        <translation>Einzelne Buchstaben und Ziffern sind nur dann Befehle, wenn kein Text getippt wird. F1 zeigt und ändert alle Tasten. Esc schließt.</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Schrift</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>These settings count for this run only: %1.</source>
        <translation>Diese Einstellungen gelten nur für diesen Lauf: %1.</translation>
    </message>
    <message>
        <source>Tone of an alarm</source>
        <translation>Ton bei Alarm</translation>
    </message>
</context>
<context>
    <name>surgedeck::SharePanel</name>
    <message>
        <source>Share on the canary</source>
        <translation>Anteil am Canary</translation>
    </message>
    <message>
        <source>last 60 min, dashed: set now</source>
        <translation>letzte 60 min, gestrichelt: jetzt eingestellt</translation>
    </message>
    <message>
        <source>set %1 %</source>
        <translation>eingestellt %1 %</translation>
    </message>
</context>
<context>
    <name>surgedeck::ShiftControl</name>
    <message>
        <source>%1 points</source>
        <translation>%1 Punkte</translation>
    </message>
    <message>
        <source>%1: asked</source>
        <translation>%1: angefragt</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Genehmigen</translation>
    </message>
    <message>
        <source>Control</source>
        <translation>Steuerung</translation>
    </message>
    <message>
        <source>Drift</source>
        <translation>Abweichung</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Halten</translation>
    </message>
    <message>
        <source>Observed on the canary</source>
        <translation>Auf dem Canary beobachtet</translation>
    </message>
    <message>
        <source>One step back takes a few seconds and is undone by going forward again.</source>
        <translation>Ein Schritt zurück dauert wenige Sekunden; vorwärts macht ihn rückgängig.</translation>
    </message>
    <message>
        <source>Run by %1.</source>
        <translation>Geführt von %1.</translation>
    </message>
    <message>
        <source>Second person&apos;s one-time code</source>
        <translation>Einmalcode der zweiten Person</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Gesetzt</translation>
    </message>
    <message>
        <source>Step back</source>
        <translation>Schritt zurück</translation>
    </message>
    <message>
        <source>The balancer has no dead-man&apos;s switch: what was set stays until somebody sets it again.</source>
        <translation>Der Balancer hat keine Totmannschaltung: was eingestellt ist, bleibt, bis es jemand ändert.</translation>
    </message>
    <message>
        <source>Type %1 to unlock</source>
        <translation>%1 eintippen, um zu entsperren</translation>
    </message>
    <message>
        <source>abort to %1 %</source>
        <translation>auf %1 % abbrechen</translation>
    </message>
    <message>
        <source>asked</source>
        <translation>angefragt</translation>
    </message>
    <message>
        <source>no shift is under way</source>
        <translation>keine Verlagerung ist im Gang</translation>
    </message>
    <message>
        <source>nothing is held</source>
        <translation>nichts wird gehalten</translation>
    </message>
    <message>
        <source>resume</source>
        <translation>fortsetzen</translation>
    </message>
    <message>
        <source>resume from %1 %</source>
        <translation>ab %1 % fortsetzen</translation>
    </message>
    <message>
        <source>roll back to %1 %</source>
        <translation>auf %1 % zurücknehmen</translation>
    </message>
    <message>
        <source>type %1 first</source>
        <translation>zuerst %1 eintippen</translation>
    </message>
    <message>
        <source>unlocks when %1 is in its band</source>
        <translation>entsperrt, wenn %1 in seinem Bereich ist</translation>
    </message>
</context>
<context>
    <name>surgedeck::ShiftDesk</name>
    <message>
        <source>%1 has this route now</source>
        <translation>%1 hat diese Route gerade</translation>
    </message>
    <message>
        <source>A viewer only looks: open the workspace with --role responder.</source>
        <translation>Ein Viewer sieht nur zu: den Workspace mit --role responder öffnen.</translation>
    </message>
    <message>
        <source>a shift is under way</source>
        <translation>eine Verschiebung läuft</translation>
    </message>
    <message>
        <source>nothing goes forward now: %1</source>
        <translation>jetzt geht nichts vorwärts: %1</translation>
    </message>
    <message>
        <source>there is no such route</source>
        <translation>es gibt keine solche Route</translation>
    </message>
</context>
<context>
    <name>surgedeck::SourcesPanel</name>
    <message>
        <source>%1 of %2 answer</source>
        <translation>%1 von %2 antworten</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>all %1 answer</source>
        <translation>alle %1 antworten</translation>
    </message>
</context>
<context>
    <name>surgedeck::Sparkline</name>
    <message>
        <source>lowest %1, highest %2</source>
        <translation>niedrigster %1, höchster %2</translation>
    </message>
    <message>
        <source>no values</source>
        <translation>keine Werte</translation>
    </message>
</context>
<context>
    <name>surgedeck::SplitBar</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1, observed</source>
        <translation>%1, gemessen</translation>
    </message>
    <message>
        <source>%1, observed %2, %3</source>
        <translation>%1, gemessen %2, %3</translation>
    </message>
    <message>
        <source>desired</source>
        <translation>Soll</translation>
    </message>
    <message>
        <source>desired %1, %2 %3</source>
        <translation>Soll %1, %2 %3</translation>
    </message>
    <message>
        <source>desired %1, the rest goes to %2</source>
        <translation>Soll %1, der Rest geht an %2</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
</context>
<context>
    <name>surgedeck::StageLog</name>
    <message>
        <source>%1 after %2</source>
        <translation>%1 nach %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>surgedeck::State</name>
    <message>
        <source>Attention</source>
        <translation>Achtung</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>Kritisch</translation>
    </message>
    <message>
        <source>Degraded</source>
        <translation>Gestört</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
</context>
<context>
    <name>surgedeck::StateChip</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>surgedeck::StateWords</name>
    <message>
        <source>aborted</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>freigegeben</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>Achtung</translation>
    </message>
    <message>
        <source>baking</source>
        <translation>in Bewährung</translation>
    </message>
    <message>
        <source>conflict</source>
        <translation>Konflikt</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>kritisch</translation>
    </message>
    <message>
        <source>degraded</source>
        <translation>gestört</translation>
    </message>
    <message>
        <source>denied</source>
        <translation>verweigert</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>down</source>
        <translation>ausgefallen</translation>
    </message>
    <message>
        <source>drifted</source>
        <translation>abgewichen</translation>
    </message>
    <message>
        <source>full</source>
        <translation>voll</translation>
    </message>
    <message>
        <source>held</source>
        <translation>gehalten</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>ruht</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>normal</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>ok</translation>
    </message>
    <message>
        <source>planned</source>
        <translation>geplant</translation>
    </message>
    <message>
        <source>recovering</source>
        <translation>erholt sich</translation>
    </message>
    <message>
        <source>rolled back</source>
        <translation>zurückgenommen</translation>
    </message>
    <message>
        <source>rolling back</source>
        <translation>wird zurückgenommen</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>veraltet</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>verifying</source>
        <translation>wird geprüft</translation>
    </message>
</context>
<context>
    <name>surgedeck::StatusIcon</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>surgedeck::StepCard</name>
    <message>
        <source>Accept these values</source>
        <translation>Diese Werte annehmen</translation>
    </message>
    <message>
        <source>Answer by hand</source>
        <translation>Von Hand antworten</translation>
    </message>
    <message>
        <source>Go on early, with this reason</source>
        <translation>Früher weiter, mit diesem Grund</translation>
    </message>
    <message>
        <source>Go on with this run</source>
        <translation>Diesen Lauf fortsetzen</translation>
    </message>
    <message>
        <source>Hand over and close</source>
        <translation>Übergeben und schließen</translation>
    </message>
    <message>
        <source>Held so far</source>
        <translation>Bisher gehalten</translation>
    </message>
    <message>
        <source>Noted</source>
        <translation>Notiert</translation>
    </message>
    <message>
        <source>Skip with this reason</source>
        <translation>Mit diesem Grund überspringen</translation>
    </message>
    <message>
        <source>Take this way</source>
        <translation>Diesen Weg nehmen</translation>
    </message>
    <message>
        <source>The program began anew during this run. Look, then say that it goes on.</source>
        <translation>Das Programm wurde während dieses Laufs neu gestartet. Erst hinsehen, dann fortsetzen.</translation>
    </message>
    <message>
        <source>What you see, or why you skip this</source>
        <translation>Was zu sehen ist, oder warum übersprungen wird</translation>
    </message>
    <message>
        <source>Why you skip this</source>
        <translation>Warum übersprungen wird</translation>
    </message>
    <message>
        <source>its evidence is read</source>
        <translation>die Belege werden gelesen</translation>
    </message>
    <message>
        <source>the platform</source>
        <translation>die Plattform</translation>
    </message>
</context>
<context>
    <name>surgedeck::StepCourse</name>
    <message>
        <source>needs %1</source>
        <translation>braucht %1</translation>
    </message>
</context>
<context>
    <name>surgedeck::StepRail</name>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>current</source>
        <translation>aktuell</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>held</source>
        <translation>gehalten</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>step %1 of %2, %3, %4</source>
        <translation>Schritt %1 von %2, %3, %4</translation>
    </message>
    <message>
        <source>steps: %1</source>
        <translation>Schritte: %1</translation>
    </message>
    <message>
        <source>to come</source>
        <translation>ausstehend</translation>
    </message>
</context>
<context>
    <name>surgedeck::TilesRow</name>
    <message>
        <source>no source</source>
        <translation>keine Quelle</translation>
    </message>
    <message>
        <source>not known then</source>
        <translation>damals nicht bekannt</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>zu %1</translation>
    </message>
</context>
<context>
    <name>surgedeck::TimelinePanel</name>
    <message>
        <source>%1 %2, last 60 min</source>
        <translation>%1 %2, letzte 60 min</translation>
    </message>
    <message>
        <source>last 60 min</source>
        <translation>letzte 60 min</translation>
    </message>
</context>
<context>
    <name>surgedeck::TimelineStrip</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>LIVE</source>
        <translation>LIVE</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitleiste</translation>
    </message>
    <message>
        <source>Timeline, %1, %2</source>
        <translation>Zeitleiste, %1, %2</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>now %1</source>
        <translation>jetzt %1</translation>
    </message>
    <message>
        <source>now not known</source>
        <translation>jetzt nicht bekannt</translation>
    </message>
</context>
<context>
    <name>surgedeck::TopBar</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>surgedeck::TrafficPanel</name>
    <message>
        <source>Guards as they measured then. Controls are recorded, not live.</source>
        <translation>Wächter, wie sie damals maßen. Die Bedienung ist aufgezeichnet, nicht live.</translation>
    </message>
    <message>
        <source>%1 · 1 of %2 routes</source>
        <translation>%1 · 1 von %2 Routen</translation>
    </message>
    <message>
        <source>Guards</source>
        <translation>Wächter</translation>
    </message>
    <message>
        <source>Guards as they measure now.</source>
        <translation>Wächter, wie sie jetzt messen.</translation>
    </message>
    <message>
        <source>List them under traffic: routes:</source>
        <translation>Unter traffic: routes: eintragen</translation>
    </message>
    <message>
        <source>No guards watch this route.</source>
        <translation>Kein Wächter bewacht diese Route.</translation>
    </message>
    <message>
        <source>No routes in this workspace</source>
        <translation>Keine Routen in diesem Workspace</translation>
    </message>
    <message>
        <source>Traffic shift</source>
        <translation>Verkehrsverlagerung</translation>
    </message>
</context>
<context>
    <name>surgedeck::TrafficView</name>
    <message>
        <source>Go to the button that resumes the traffic shift</source>
        <translation>Zum Knopf, der die Verschiebung fortsetzt</translation>
    </message>
    <message>
        <source>Guards</source>
        <translation>Wächter</translation>
    </message>
    <message>
        <source>Hold every traffic shift</source>
        <translation>Jede Verschiebung anhalten</translation>
    </message>
    <message>
        <source>List them under traffic: routes:</source>
        <translation>Unter traffic: routes: eintragen</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>No routes in this workspace</source>
        <translation>Keine Routen in diesem Workspace</translation>
    </message>
    <message>
        <source>Nothing was done yet</source>
        <translation>Noch wurde nichts getan</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Routes</source>
        <translation>Routen</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Start a traffic shift</source>
        <translation>Eine Verschiebung beginnen</translation>
    </message>
    <message>
        <source>Take the traffic shift one step back</source>
        <translation>Die Verschiebung einen Schritt zurücknehmen</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>Verkehr</translation>
    </message>
    <message>
        <source>a step is being taken</source>
        <translation>ein Schritt wird gerade getan</translation>
    </message>
    <message>
        <source>start</source>
        <translation>beginnen</translation>
    </message>
    <message>
        <source>start: %1 %</source>
        <translation>beginnen: %1 %</translation>
    </message>
    <message>
        <source>start: %1 %, then on to %2 %</source>
        <translation>beginnen: %1 %, dann weiter bis %2 %</translation>
    </message>
</context>
<context>
    <name>surgedeck::TrendDetail</name>
    <message>
        <source>Chart</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Opens a large chart with crosshair, zoom, table and export</source>
        <translation>Öffnet ein großes Diagramm mit Fadenkreuz, Zoom, Tabelle und Export</translation>
    </message>
    <message>
        <source>last 60 min</source>
        <translation>letzte 60 min</translation>
    </message>
    <message>
        <source>last 60 min · %1 %2</source>
        <translation>letzte 60 min · %1 %2</translation>
    </message>
</context>
<context>
    <name>surgedeck::TrendView</name>
    <message>
        <source>%1 as a table</source>
        <translation>%1 als Tabelle</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>lowest %1, highest %2</source>
        <translation>niedrigster %1, höchster %2</translation>
    </message>
    <message>
        <source>no value</source>
        <translation>kein Wert</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
</context>
<context>
    <name>surgedeck::TrendsPanel</name>
    <message>
        <source>List them under indicators:</source>
        <translation>Unter indicators: eintragen</translation>
    </message>
    <message>
        <source>Lock waits</source>
        <translation>Warten auf Sperren</translation>
    </message>
    <message>
        <source>No indicators in this workspace</source>
        <translation>Keine Kennzahlen in diesem Workspace</translation>
    </message>
    <message>
        <source>Trends</source>
        <translation>Verläufe</translation>
    </message>
    <message>
        <source>last 60 min</source>
        <translation>letzte 60 min</translation>
    </message>
    <message>
        <source>sessions</source>
        <translation>Sitzungen</translation>
    </message>
</context>
<context>
    <name>surgedeck::TypedName</name>
    <message numerus="yes">
        <source>%n letter(s) left · paste is off</source>
        <translation>
            <numerusform>%n Zeichen fehlt · Einfügen ist aus</numerusform>
            <numerusform>%n Zeichen fehlen · Einfügen ist aus</numerusform>
        </translation>
    </message>
    <message>
        <source>this is another name</source>
        <translation>das ist ein anderer Name</translation>
    </message>
    <message>
        <source>typed</source>
        <translation>getippt</translation>
    </message>
</context>
<context>
    <name>surgedeck::UnlockSheet</name>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>Act as commander</source>
        <translation>Als Commander eingreifen</translation>
    </message>
    <message>
        <source>Act as responder</source>
        <translation>Als Responder eingreifen</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>Wie lange</translation>
    </message>
    <message>
        <source>Name of the workspace, typed to confirm</source>
        <translation>Name des Arbeitsbereichs, zur Bestätigung getippt</translation>
    </message>
    <message>
        <source>Reason for the record</source>
        <translation>Grund für das Protokoll</translation>
    </message>
    <message>
        <source>The acting credentials are read now and forgotten when the time is over.</source>
        <translation>Die Zugangsdaten zum Eingreifen werden jetzt gelesen und vergessen, wenn die Zeit um ist.</translation>
    </message>
    <message>
        <source>The acting credentials are read now and forgotten when the time, or %1, is over.</source>
        <translation>Die Zugangsdaten zum Eingreifen werden jetzt gelesen und vergessen, wenn die Zeit um oder %1 vorbei ist.</translation>
    </message>
    <message>
        <source>Unlock acting</source>
        <translation>Eingreifen freigeben</translation>
    </message>
    <message>
        <source>Why, for the record</source>
        <translation>Warum, für das Protokoll</translation>
    </message>
    <message>
        <source>say why</source>
        <translation>sagen, warum</translation>
    </message>
    <message>
        <source>type %1</source>
        <translation>tippen Sie %1</translation>
    </message>
</context>
<context>
    <name>surgedeck::ValueTile</name>
    <message>
        <source>from %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>last known at %1</source>
        <translation>zuletzt bekannt um %1</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
</context>
<context>
    <name>surgedeck::ViewTab</name>
    <message>
        <source>view</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>view, key %1</source>
        <translation>Ansicht, Taste %1</translation>
    </message>
</context>
<context>
    <name>surgedeck::WatchSession</name>
    <message>
        <source>a recording can not be asked</source>
        <translation>eine Aufzeichnung kann nicht gefragt werden</translation>
    </message>
    <message>
        <source>silenced in the window</source>
        <translation>im Fenster stummgeschaltet</translation>
    </message>
    <message>
        <source>taken in the window</source>
        <translation>im Fenster übernommen</translation>
    </message>
</context>
<context>
    <name>surgedeck::PostMortemDesk</name>
    <message>
        <source>No incident was declared: Ctrl I declares one.</source>
        <translation>Es ist kein Vorfall ausgerufen: Strg I ruft einen aus.</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>Nicht gespeichert: %1</translation>
    </message>
    <message>
        <source>This recording has no incident.</source>
        <translation>Diese Aufzeichnung enthält keinen Vorfall.</translation>
    </message>
    <message>
        <source>saved %1</source>
        <translation>gespeichert %1</translation>
    </message>
    <message>
        <source>written to %1</source>
        <translation>geschrieben nach %1</translation>
    </message>
</context>
<context>
    <name>surgedeck::PostMortemPage</name>
    <message numerus="yes">
        <source>%n sections saved</source>
        <translation>
            <numerusform>%n Abschnitt gespeichert</numerusform>
            <numerusform>%n Abschnitte gespeichert</numerusform>
        </translation>
    </message>
    <message>
        <source>Add action item</source>
        <translation>Maßnahme hinzufügen</translation>
    </message>
    <message>
        <source>Detect</source>
        <translation>Erkennen</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Fällig</translation>
    </message>
    <message>
        <source>Export the post-mortem</source>
        <translation>Nachbetrachtung exportieren</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>In review</source>
        <translation>In Besprechung</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Kind of action</source>
        <translation>Art der Maßnahme</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Mitigate</source>
        <translation>Mildern</translation>
    </message>
    <message>
        <source>Nothing was changed</source>
        <translation>Nichts wurde geändert</translation>
    </message>
    <message>
        <source>One HTML page (*.html)</source>
        <translation>Eine HTML-Seite (*.html)</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Zuständig</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Post-mortem</source>
        <translation>Nachbetrachtung</translation>
    </message>
    <message>
        <source>Prevent</source>
        <translation>Verhindern</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>Ablauf</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Besprechung</translation>
    </message>
    <message>
        <source>Save text</source>
        <translation>Text speichern</translation>
    </message>
    <message>
        <source>Text of the post-mortem</source>
        <translation>Text der Nachbetrachtung</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>What is to be done</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>a line goes to its moment</source>
        <translation>eine Zeile führt zu ihrem Zeitpunkt</translation>
    </message>
</context>
<context>
    <name>surgedeck::TeamKeeper</name>
    <message>
        <source>%1 collects; this window reads</source>
        <translation>%1 sammelt; dieses Fenster liest mit</translation>
    </message>
    <message>
        <source>%1 on %2 collects; this window reads</source>
        <translation>%1 auf %2 sammelt; dieses Fenster liest mit</translation>
    </message>
    <message>
        <source>The team's store is away, and what is written here is merged when it is back: %1</source>
        <translation>Der Speicher des Teams ist nicht da; was hier geschrieben wird, kommt dazu, sobald er wieder da ist: %1</translation>
    </message>
    <message>
        <source>another console collects; this window reads</source>
        <translation>eine andere Konsole sammelt; dieses Fenster liest mit</translation>
    </message>
    <message>
        <source>the team&apos;s store is away; this window asks for itself</source>
        <translation>der Speicher des Teams ist nicht da; dieses Fenster fragt selbst</translation>
    </message>
    <message>
        <source>this window collects for the team</source>
        <translation>dieses Fenster sammelt für das Team</translation>
    </message>
    <message>
        <source>who collects for the team is not known yet</source>
        <translation>wer für das Team sammelt, ist noch nicht bekannt</translation>
    </message>
</context>
<context>
    <name>surgedeck::TellingKeeper</name>
    <message>
        <source>%1, sev%2, %3</source>
        <translation>%1, sev%2, %3</translation>
    </message>
    <message>
        <source>Somebody was not told: %1</source>
        <translation>Jemand wurde nicht benachrichtigt: %1</translation>
    </message>
</context>
</TS>
