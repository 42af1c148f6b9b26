<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- English needs a translation only where a number decides the word. -->
<TS version="2.1" language="en_US">
<context>
    <name>surgedeck::HealthPanel</name>
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
    <name>surgedeck::Age</name>
    <message numerus="yes">
        <source>%n seconds old</source>
        <translation>
            <numerusform>%n second old</numerusform>
            <numerusform>%n seconds old</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes old</source>
        <translation>
            <numerusform>%n minute old</numerusform>
            <numerusform>%n minutes old</numerusform>
        </translation>
    </message>
</context>
</TS>
