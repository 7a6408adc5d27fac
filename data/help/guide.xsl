<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<!-- The whole guide of one language as one HTML page, for those who have no Yelp. Reads a document
     of pages, all included; gives each page as an article whose anchor is the page's id, in the
     order in which the guide's links lead to them. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:m="http://projectmallard.org/1.0/" exclude-result-prefixes="m">
  <xsl:output method="html" encoding="UTF-8" doctype-system="about:legacy-compat" indent="no"/>
  <xsl:strip-space elements="m:page m:section m:info m:steps m:list m:terms m:table m:tr m:figure
                             m:media m:note m:thead m:tbody m:guiseq m:keyseq m:example"/>
  <xsl:param name="style"/>
  <xsl:key name="page" match="m:page" use="@id"/>
  <!-- By what they hang from: "feeds", or "index#start". -->
  <xsl:key name="below" match="m:page" use="m:info/m:link[@type = 'guide']/@xref"/>
  <xsl:variable name="index" select="key('page', 'index')"/>

  <xsl:template match="/">
    <html lang="{$index/@xml:lang}">
      <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="license" content="{$index/m:info/m:license/m:p}"/>
        <title><xsl:value-of select="$index/m:title"/></title>
        <style><xsl:value-of select="$style" disable-output-escaping="yes"/></style>
      </head>
      <body>
        <nav>
          <a href="#index"><xsl:value-of select="$index/m:title"/></a>
          <xsl:for-each select="$index/m:section">
            <h2><xsl:value-of select="m:title"/></h2>
            <xsl:call-template name="contents">
              <xsl:with-param name="of" select="concat('index#', @id)"/>
            </xsl:call-template>
          </xsl:for-each>
        </nav>
        <main>
          <xsl:apply-templates select="$index"/>
          <xsl:for-each select="$index/m:section">
            <xsl:call-template name="pages">
              <xsl:with-param name="of" select="concat('index#', @id)"/>
            </xsl:call-template>
          </xsl:for-each>
        </main>
      </body>
    </html>
  </xsl:template>

  <xsl:template name="contents">
    <xsl:param name="of"/>
    <xsl:if test="key('below', $of)">
      <ul>
        <xsl:for-each select="key('below', $of)">
          <xsl:sort select="m:info/m:title[@type = 'sort']"/>
          <xsl:sort select="m:title"/>
          <li>
            <a href="#{@id}"><xsl:call-template name="link-title"/></a>
            <xsl:call-template name="contents"><xsl:with-param name="of" select="@id"/></xsl:call-template>
          </li>
        </xsl:for-each>
      </ul>
    </xsl:if>
  </xsl:template>

  <xsl:template name="pages">
    <xsl:param name="of"/>
    <xsl:for-each select="key('below', $of)">
      <xsl:sort select="m:info/m:title[@type = 'sort']"/>
      <xsl:sort select="m:title"/>
      <xsl:apply-templates select="."/>
      <xsl:call-template name="pages"><xsl:with-param name="of" select="@id"/></xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="link-title">
    <xsl:choose>
      <xsl:when test="m:info/m:title[@type = 'link']"><xsl:value-of select="m:info/m:title[@type = 'link']"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="m:title"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- What hangs from a page or a section of it, with its description. -->
  <xsl:template name="topics">
    <xsl:param name="of"/>
    <xsl:if test="key('below', $of)">
      <ul class="topics">
        <xsl:for-each select="key('below', $of)">
          <xsl:sort select="m:info/m:title[@type = 'sort']"/>
          <xsl:sort select="m:title"/>
          <li>
            <a href="#{@id}"><xsl:call-template name="link-title"/></a>
            <xsl:text>: </xsl:text>
            <xsl:apply-templates select="m:info/m:desc/node()"/>
          </li>
        </xsl:for-each>
      </ul>
    </xsl:if>
  </xsl:template>

  <xsl:template match="m:page">
    <article id="{@id}">
      <xsl:apply-templates select="*[not(self::m:section)]"/>
      <xsl:call-template name="topics"><xsl:with-param name="of" select="@id"/></xsl:call-template>
      <xsl:apply-templates select="m:section"/>
      <xsl:variable name="links" select="m:info/m:link[@type = 'seealso']"/>
      <xsl:if test="$links">
        <p class="more">
          <xsl:text>→ </xsl:text>
          <xsl:for-each select="$links">
            <xsl:if test="position() &gt; 1"><xsl:text> · </xsl:text></xsl:if>
            <xsl:call-template name="link"/>
          </xsl:for-each>
        </p>
      </xsl:if>
      <p class="up"><a href="#index">↑ <xsl:value-of select="$index/m:title"/></a></p>
    </article>
  </xsl:template>

  <xsl:template match="m:section">
    <section>
      <xsl:if test="@id"><xsl:attribute name="id"><xsl:value-of select="concat(ancestor::m:page/@id, '--', @id)"/></xsl:attribute></xsl:if>
      <xsl:apply-templates select="*[not(self::m:section)]"/>
      <xsl:call-template name="topics">
        <xsl:with-param name="of" select="concat(ancestor::m:page/@id, '#', @id)"/>
      </xsl:call-template>
      <xsl:apply-templates select="m:section"/>
    </section>
  </xsl:template>

  <xsl:template match="m:info | m:links | m:comment"/>
  <xsl:template match="m:page/m:title"><h1><xsl:apply-templates/></h1></xsl:template>
  <xsl:template match="m:section/m:title"><h2><xsl:apply-templates/></h2></xsl:template>
  <xsl:template match="m:section/m:section/m:title"><h3><xsl:apply-templates/></h3></xsl:template>
  <xsl:template match="m:title"><p class="title"><xsl:apply-templates/></p></xsl:template>
  <xsl:template match="m:desc"><p class="desc"><xsl:apply-templates/></p></xsl:template>

  <xsl:template match="m:p"><p><xsl:apply-templates/></p></xsl:template>
  <xsl:template match="m:screen | m:page/m:code | m:section/m:code | m:item/m:code"><pre><xsl:apply-templates/></pre></xsl:template>
  <xsl:template match="m:note | m:example"><div class="{local-name()} {@style}"><xsl:apply-templates/></div></xsl:template>
  <xsl:template match="m:steps"><xsl:apply-templates select="m:title"/><ol><xsl:apply-templates select="m:item"/></ol></xsl:template>
  <xsl:template match="m:list"><xsl:apply-templates select="m:title"/><ul><xsl:apply-templates select="m:item"/></ul></xsl:template>
  <xsl:template match="m:item"><li><xsl:apply-templates/></li></xsl:template>
  <xsl:template match="m:terms"><dl><xsl:apply-templates select="m:item"/></dl></xsl:template>
  <xsl:template match="m:terms/m:item">
    <dt><xsl:apply-templates select="m:title/node()"/></dt>
    <dd><xsl:apply-templates select="*[not(self::m:title)]"/></dd>
  </xsl:template>

  <xsl:template match="m:table"><table><xsl:apply-templates/></table></xsl:template>
  <xsl:template match="m:table/m:title"><caption><xsl:apply-templates/></caption></xsl:template>
  <xsl:template match="m:thead | m:tbody | m:tfoot | m:tr | m:th | m:td">
    <xsl:element name="{local-name()}"><xsl:apply-templates/></xsl:element>
  </xsl:template>
  <xsl:template match="m:td/m:p[1] | m:th/m:p[1]"><xsl:apply-templates/></xsl:template>

  <xsl:template match="m:figure"><figure><xsl:apply-templates select="m:media"/>
    <xsl:if test="m:title | m:desc"><figcaption><xsl:apply-templates select="(m:title | m:desc)/node()"/></figcaption></xsl:if>
  </figure></xsl:template>
  <xsl:template match="m:media"><img src="{@src}" alt="{normalize-space(.)}">
    <xsl:if test="@width"><xsl:attribute name="width"><xsl:value-of select="@width"/></xsl:attribute></xsl:if>
  </img></xsl:template>

  <xsl:template match="m:key"><kbd><xsl:apply-templates/></kbd></xsl:template>
  <xsl:template match="m:keyseq"><span class="keys">
    <xsl:for-each select="m:key"><xsl:if test="position() &gt; 1">+</xsl:if><xsl:apply-templates select="."/></xsl:for-each>
  </span></xsl:template>
  <xsl:template match="m:guiseq"><span class="gui">
    <xsl:for-each select="m:gui"><xsl:if test="position() &gt; 1"> ▸ </xsl:if><xsl:apply-templates/></xsl:for-each>
  </span></xsl:template>
  <xsl:template match="m:gui"><span class="gui"><xsl:apply-templates/></span></xsl:template>
  <xsl:template match="m:em"><em><xsl:apply-templates/></em></xsl:template>
  <xsl:template match="m:em[@style = 'strong']"><strong><xsl:apply-templates/></strong></xsl:template>
  <xsl:template match="m:code | m:file | m:cmd | m:input | m:output | m:sys | m:var"><code><xsl:apply-templates/></code></xsl:template>
  <xsl:template match="m:screen//m:input | m:screen//m:output"><xsl:apply-templates/></xsl:template>

  <!-- A line may break before an option, never behind its hyphens. -->
  <xsl:template match="m:cmd/text() | m:code/text() | m:screen/text()" name="command">
    <xsl:param name="text" select="."/>
    <xsl:choose>
      <xsl:when test="contains($text, ' --')">
        <xsl:variable name="option" select="substring-before(concat(translate(substring-after($text, ' --'), '&#10;', ' '), ' '), ' ')"/>
        <xsl:value-of select="concat(substring-before($text, ' --'), ' ')"/>
        <span class="option"><xsl:value-of select="concat('--', $option)"/></span>
        <xsl:call-template name="command">
          <xsl:with-param name="text" select="substring-after($text, concat(' --', $option))"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="m:link" name="link">
    <xsl:choose>
      <xsl:when test="@href"><a href="{@href}"><xsl:apply-templates/><xsl:if test="not(node())"><xsl:value-of select="@href"/></xsl:if></a></xsl:when>
      <xsl:otherwise>
        <xsl:variable name="page" select="substring-before(concat(@xref, '#'), '#')"/>
        <xsl:variable name="part" select="substring-after(@xref, '#')"/>
        <xsl:variable name="id"><xsl:choose>
          <xsl:when test="$page != ''"><xsl:value-of select="$page"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="ancestor::m:page/@id"/></xsl:otherwise>
        </xsl:choose></xsl:variable>
        <a>
          <xsl:attribute name="href">#<xsl:value-of select="$id"/><xsl:if test="$part != ''">--<xsl:value-of select="$part"/></xsl:if></xsl:attribute>
          <xsl:choose>
            <xsl:when test="node()"><xsl:apply-templates/></xsl:when>
            <xsl:otherwise><xsl:for-each select="key('page', $id)"><xsl:call-template name="link-title"/></xsl:for-each></xsl:otherwise>
          </xsl:choose>
        </a>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Formulas in MathML stand as they are. -->
  <xsl:template match="*[namespace-uri() = 'http://www.w3.org/1998/Math/MathML']">
    <xsl:element name="{local-name()}"><xsl:copy-of select="@*[namespace-uri() = '']"/><xsl:apply-templates/></xsl:element>
  </xsl:template>
</xsl:stylesheet>
