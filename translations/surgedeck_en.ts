<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>AlarmRows</name>
    <message numerus="yes">
        <source>flaps, %n change(s) in 15 min</source>
        <translation>
            <numerusform>flaps, %n change in 15 min</numerusform>
            <numerusform>flaps, %n changes in 15 min</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message numerus="yes">
        <source>Situation copied, %n character(s)</source>
        <translation>
            <numerusform>Situation copied, %n character</numerusform>
            <numerusform>Situation copied, %n characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message numerus="yes">
        <source>%n session(s) wait</source>
        <translation>
            <numerusform>%n session waits</numerusform>
            <numerusform>%n sessions wait</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Replication</name>
    <message numerus="yes">
        <source>%n replica(s): %1</source>
        <translation>
            <numerusform>%n replica: %1</numerusform>
            <numerusform>%n replicas: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Situation</name>
    <message numerus="yes">
        <source>%n active alarm(s)</source>
        <translation>
            <numerusform>%n active alarm</numerusform>
            <numerusform>%n active alarms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more alarm(s).</source>
        <translation>
            <numerusform>%n more alarm.</numerusform>
            <numerusform>%n more alarms.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SourceTrouble</name>
    <message numerus="yes">
        <source>%n wait(s)</source>
        <translation>
            <numerusform>%n waits</numerusform>
            <numerusform>%n wait</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) wait for a lock</source>
        <translation>
            <numerusform>%n session waits for a lock</numerusform>
            <numerusform>%n sessions wait for a lock</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) at work at once</source>
        <translation>
            <numerusform>%n session at work</numerusform>
            <numerusform>%n sessions at work at once</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Workbench</name>
    <message numerus="yes">
        <source>against its mean at this hour on %n earlier day(s), from our journal</source>
        <translation>
            <numerusform>against its mean at this hour on %n earlier day, from our journal</numerusform>
            <numerusform>against its mean at this hour on %n earlier days, from our journal</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>surgedeck::Age</name>
    <message numerus="yes">
        <source>%n minutes old</source>
        <translation>
            <numerusform>%n minute old</numerusform>
            <numerusform>%n minutes old</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seconds old</source>
        <translation>
            <numerusform>%n second old</numerusform>
            <numerusform>%n seconds old</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>surgedeck::ConnectionsView</name>
    <message numerus="yes">
        <source>%n figure(s)</source>
        <translation>
            <numerusform>%n figure</numerusform>
            <numerusform>%n figures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n figure(s) without</source>
        <translation>
            <numerusform>%n figure without</numerusform>
            <numerusform>%n figures without</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n figure(s) without a runbook</source>
        <translation>
            <numerusform>%n figure without a runbook</numerusform>
            <numerusform>%n figures without a runbook</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n route(s)</source>
        <translation>
            <numerusform>%n route</numerusform>
            <numerusform>%n routes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n service(s)</source>
        <translation>
            <numerusform>%n service</numerusform>
            <numerusform>%n services</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>surgedeck::HealthPanel</name>
    <message numerus="yes">
        <source>%n normal service(s) hidden on a small window · press H to show all</source>
        <translation>
            <numerusform>%n normal service hidden on a small window · press H to show all</numerusform>
            <numerusform>%n normal services hidden on a small window · press H to show all</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n service(s)</source>
        <translation>
            <numerusform>%n service</numerusform>
            <numerusform>%n services</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>surgedeck::QueriesPanel</name>
    <message numerus="yes">
        <source>%n session(s) waiting · longest %1</source>
        <translation>
            <numerusform>%n session waiting · %1</numerusform>
            <numerusform>%n sessions waiting · longest %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>surgedeck::RunbookEditor</name>
    <message numerus="yes">
        <source>It can not be used as it is: %n place(s)</source>
        <translation>
            <numerusform>It can not be used as it is: %n place</numerusform>
            <numerusform>It can not be used as it is: %n places</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>surgedeck::RunbooksView</name>
    <message numerus="yes">
        <source>Took %1, of which %2 waited for people. %n deviation(s).</source>
        <translation>
            <numerusform>Took %1, of which %2 waited for people. %n deviation.</numerusform>
            <numerusform>Took %1, of which %2 waited for people. %n deviations.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>surgedeck::TypedName</name>
    <message numerus="yes">
        <source>%n letter(s) left · paste is off</source>
        <translation>
            <numerusform>%n letter left · paste is off</numerusform>
            <numerusform>%n letters left · paste is off</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>surgedeck::PostMortemPage</name>
    <message numerus="yes">
        <source>%n sections saved</source>
        <translation>
            <numerusform>%n section saved</numerusform>
            <numerusform>%n sections saved</numerusform>
        </translation>
    </message>
</context>
</TS>
