"""The rules of PDF/A-3a (ISO 19005-3) by their clauses: a PDF in, what is against each rule out.

veraPDF, which holds files to them, can't be had from the registries; so that these hold what our files could offend.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Name, Stream

from pdf_contents import SHOWS, codes, elements, paints, rulebook

RULES, rule = rulebook()
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_PREDEFINED = {
    "http://purl.org/dc/elements/1.1/", "http://ns.adobe.com/xap/1.0/", "http://ns.adobe.com/xap/1.0/mm/",
    "http://ns.adobe.com/xap/1.0/rights/", "http://ns.adobe.com/pdf/1.3/", "http://www.aiim.org/pdfa/ns/id/",
}  # fmt: skip


_TYPES = {
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private",
    "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead",
    "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT",
    "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form",
}  # fmt: skip
"""The standard structure types (ISO 32000-1, 14.8.4)."""


@rule("6.1.3 a file has an ID and isn't encrypted")
def _trailer(pdf: pikepdf.Pdf) -> Iterator[str]:
    if len(pdf.trailer.get(Name.ID, ())) != 2:
        yield "no ID"
    if Name.Encrypt in pdf.trailer:
        yield "encrypted"


@rule("6.1.7 streams are in the file, and not packed with LZW")
def _streams(pdf: pikepdf.Pdf) -> Iterator[str]:
    for obj in pdf.objects:
        if isinstance(obj, Stream):
            if {"/F", "/FFilter", "/FDecodeParms"} & set(obj.keys()):
                yield f"{obj.objgen} lies outside"
            if "LZW" in str(obj.get(Name.Filter, "")):
                yield f"{obj.objgen} is packed with LZW"


@rule("6.1.13 strings, names and nesting keep to their limits")
def _limits(pdf: pikepdf.Pdf) -> Iterator[str]:
    def deep(obj: Any) -> Iterator[str]:
        if isinstance(obj, pikepdf.String) and len(bytes(obj)) > 32767:
            yield "a string of more than 32767 bytes"
        if isinstance(obj, Name) and len(str(obj)) > 128:
            yield f"a long name: {str(obj)[:20]}"
        if isinstance(obj, Dictionary | Stream):
            for key in obj:
                value = obj[key]
                if not getattr(value, "is_indirect", False):
                    yield from deep(value)
        elif isinstance(obj, Array):
            for value in obj:
                if not getattr(value, "is_indirect", False):
                    yield from deep(value)

    for obj in pdf.objects:
        yield from deep(obj)
    for number, page in enumerate(pdf.pages, 1):
        if max((paint.depth for paint in paints(page.obj)), default=0) > 28:
            yield f"page {number} nests its graphics state deeper than 28 levels"
        if not all(3 <= side <= 14400 for side in map(float, page.mediabox[2:])):
            yield f"page {number} is {page.mediabox}"


@rule("6.2.3 one output intent says what the colours mean")
def _intent(pdf: pikepdf.Pdf) -> Iterator[str]:
    intents = list(pdf.Root.get(Name.OutputIntents, Array()))
    if [i.S for i in intents] != [Name.GTS_PDFA1]:
        yield f"{len(intents)} intents"
        return
    profile = intents[0].DestOutputProfile
    if int(profile.N) != 3 or profile.read_bytes()[16:20] != b"RGB ":
        yield "its profile isn't one of RGB"


@rule("6.2.4.3 no colour is of a device other than that of the output intent")
def _colours(pdf: pikepdf.Pdf) -> Iterator[str]:
    for obj in pdf.objects:
        if isinstance(obj, Dictionary | Stream) and "DeviceCMYK" in str(obj.get(Name.ColorSpace, "")):
            yield f"{obj.objgen} is in DeviceCMYK"
    for number, page in enumerate(pdf.pages, 1):
        if any(paint.operator in ("k", "K") for paint in paints(page.obj)):
            yield f"page {number} sets a colour in DeviceCMYK"


@rule("6.2.5 graphics states have no transfer functions")
def _states(pdf: pikepdf.Pdf) -> Iterator[str]:
    for obj in pdf.objects:
        if isinstance(obj, Dictionary) and obj.get(Name.Type) == Name.ExtGState and {"/TR", "/HTP"} & set(obj.keys()):
            yield f"{obj.objgen}"


@rule("6.2.8 pictures aren't interpolated, and have no other versions")
def _images(pdf: pikepdf.Pdf) -> Iterator[str]:
    for obj in pdf.objects:
        if isinstance(obj, Stream) and obj.get(Name.Subtype) == Name.Image:
            if bool(obj.get(Name.Interpolate, False)):
                yield f"{obj.objgen} is interpolated"
            if {"/Alternates", "/OPI"} & set(obj.keys()):
                yield f"{obj.objgen} has other versions"


@rule("6.2.9 forms are no PostScript and refer to no other file")
def _forms(pdf: pikepdf.Pdf) -> Iterator[str]:
    for obj in pdf.objects:
        if isinstance(obj, Stream) and obj.get(Name.Subtype) == Name.Form and {"/PS", "/Ref", "/OPI"} & set(obj.keys()):
            yield f"{obj.objgen}"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for obj in pdf.objects:
        if isinstance(obj, Dictionary) and obj.get(Name.Type) == Name.Font:
            yield obj


@rule("6.2.11.4 fonts are in the file, with a glyph for each code")
def _embedded(pdf: pikepdf.Pdf) -> Iterator[str]:
    for font in _fonts(pdf):
        if font.Subtype in (Name.Type0, Name.Type3):
            continue
        descriptor = font.FontDescriptor
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
            yield f"{font.BaseFont} isn't in the file"
        if font.Subtype == Name.CIDFontType2 and font.get(Name.CIDToGIDMap) != Name.Identity:
            yield f"{font.BaseFont} has no CIDToGIDMap"


@rule("6.2.11.5 glyphs are as wide as their font says")
def _widths(pdf: pikepdf.Pdf) -> Iterator[str]:
    from fontTools.ttLib import TTFont, TTLibError

    for font in _fonts(pdf):
        if font.Subtype not in (Name.CIDFontType0, Name.CIDFontType2):
            continue
        descriptor = font.FontDescriptor
        data = next(descriptor[key] for key in ("/FontFile2", "/FontFile3") if key in descriptor).read_bytes()
        try:
            own = TTFont(io.BytesIO(data))
            names, metrics, unit = own.getGlyphOrder(), own["hmtx"], own["head"].unitsPerEm
        except (TTLibError, KeyError):
            continue
        for glyph, width in _told_widths(font.W):
            there = metrics[names[glyph]][0] * 1000 / unit
            if abs(there - width) > 1:
                yield f"{font.BaseFont}: glyph {glyph} is {there:.0f} wide, and not {width}"


def _told_widths(array: Any) -> Iterator[tuple[int, float]]:
    parts = list(array)
    while parts:
        first, second, *parts = parts
        if isinstance(second, Array):
            yield from ((int(first) + i, float(width)) for i, width in enumerate(second))
        else:
            yield from ((code, float(parts[0])) for code in range(int(first), int(second) + 1))
            parts = parts[1:]


@rule("6.2.11.7 every glyph that is shown has its letters, and those of private use are told")
def _letters(pdf: pikepdf.Pdf) -> Iterator[str]:
    known: dict[tuple[int, int], dict[int, str]] = {}
    for number, page in enumerate(pdf.pages, 1):
        for paint in paints(page.obj):
            if paint.operator not in SHOWS or paint.font.Subtype != Name.Type0:
                continue
            place = paint.font.objgen
            if place not in known:
                known[place] = _unicode(paint.font)
            for code in codes(paint):
                letters = known[place].get(code)
                if not letters and not paint.is_told:
                    yield f"page {number}: glyph {code} of {paint.font.BaseFont} has no letters"
                elif letters and set(letters) & {"\0", "\ufeff", "\ufffe"}:
                    yield f"page {number}: glyph {code} stands for no letter"
                elif letters and any("\ue000" <= c <= "\uf8ff" for c in letters) and not paint.is_told:
                    yield f"page {number}: glyph {code} is of private use"
                if code == 0:
                    yield f"page {number} shows .notdef (6.2.11.8)"


def _unicode(font: Any) -> dict[int, str]:
    """The letters of each code, as the font's ToUnicode has them in lines of `<code> <letters>`."""
    found: dict[int, str] = {}
    data = font.ToUnicode.read_bytes().decode("ascii")
    for part in data.split("beginbfchar")[1:]:
        for line in part.partition("endbfchar")[0].strip().splitlines():
            code, _, letters = line.replace("<", "").replace(">", "").partition(" ")
            found[int(code, 16)] = bytes.fromhex(letters.strip()).decode("utf-16-be")
    return found


@rule("6.3 annotations are links that print")
def _annotations(pdf: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, 1):
        for annotation in page.get(Name.Annots, Array()):
            if annotation.Subtype != Name.Link:
                yield f"page {number} has a {annotation.Subtype}"
            if int(annotation.get(Name.F, 0)) != 4:
                yield f"page {number}: the flags of a link are {annotation.get(Name.F, 0)}"


@rule("6.5 nothing acts by itself, and links lead to places and addresses alone")
def _actions(pdf: pikepdf.Pdf) -> Iterator[str]:
    for obj in pdf.objects:
        if isinstance(obj, Dictionary):
            if {"/AA", "/JavaScript", "/JS"} & set(obj.keys()):
                yield f"{obj.objgen} acts"
            action = obj.get(Name.A)
            if isinstance(action, Dictionary) and action.get(Name.S, Name.URI) not in (Name.URI, Name.GoTo):
                yield f"{obj.objgen} does {action.S}"
    if {"/OpenAction", "/AcroForm", "/OCProperties", "/Requirements"} & set(pdf.Root.keys()):
        yield "the catalog has what acts"


@rule("6.6.2 metadata are an XMP packet whose every schema is known or described")
def _xmp(pdf: pikepdf.Pdf) -> Iterator[str]:
    data = pdf.Root.Metadata.read_bytes()
    if b"bytes=" in data[:200] or b"encoding=" in data[:200]:
        yield "the packet has attributes of old"
    tree = etree.fromstring(data)
    space = "{http://www.aiim.org/pdfa/ns/schema#}"
    prop = "{http://www.aiim.org/pdfa/ns/property#}"
    described: dict[str, set[str]] = {}
    for schema in tree.iter(f"{space}namespaceURI"):
        names = schema.getparent().iter(f"{prop}name")
        described[schema.text] = {name.text for name in names}
    for node in tree.iter(f"{_RDF}Description"):
        for item in node:
            name = etree.QName(item)
            if name.namespace in _PREDEFINED or name.namespace == "http://www.aiim.org/pdfa/ns/extension/":
                continue
            if name.localname not in described.get(name.namespace, set()):
                yield f"{name.text} is of no known schema"


@rule("6.6.4 the file says that it is PDF/A-3a")
def _identified(pdf: pikepdf.Pdf) -> Iterator[str]:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        if (xmp.get("pdfaid:part"), xmp.get("pdfaid:conformance")) != ("3", "A"):
            yield f"{xmp.get('pdfaid:part')}{xmp.get('pdfaid:conformance')}"


@rule("Info and XMP agree")
def _agreement(pdf: pikepdf.Pdf) -> Iterator[str]:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        told = {
            "/Title": xmp.get("dc:title"), "/Author": ", ".join(xmp.get("dc:creator", [])) or None,
            "/Subject": xmp.get("dc:description"), "/Keywords": xmp.get("pdf:Keywords"),
            "/Creator": xmp.get("xmp:CreatorTool"), "/Producer": xmp.get("pdf:Producer"),
        }  # fmt: skip
        for key in ("Create", "Modify"):
            moment = xmp.get(f"xmp:{key}Date")
            told[f"/{'Creation' if key == 'Create' else 'Mod'}Date"] = moment and "D:" + "".join(
                c for c in moment if c not in "-:T"
            )
    info = {key: str(pdf.docinfo[key]) for key in pdf.docinfo}
    if info != {key: value for key, value in told.items() if value}:
        yield f"{info} and {told}"


@rule("6.7.3 every structure type is one of the standard")
def _types(pdf: pikepdf.Pdf) -> Iterator[str]:
    for one in elements(pdf):
        if one.kind not in _TYPES:
            yield one.kind


@rule("6.8 files within have a type, a name, a relation, and belong to the document")
def _files(pdf: pikepdf.Pdf) -> Iterator[str]:
    associated = {spec.objgen for spec in pdf.Root.get(Name.AF, Array())}
    tree = pdf.Root.get(Name.Names, Dictionary()).get(Name.EmbeddedFiles)
    for name, spec in pikepdf.NameTree(tree).items() if tree is not None else ():
        if str(spec.F) != str(spec.UF) or not str(spec.F):
            yield f"{name}: F and UF"
        if spec.get(Name.AFRelationship) not in (Name.Source, Name.Data, Name.Supplement):
            yield f"{name}: no relation"
        if "/" not in str(spec.EF.F.get(Name.Subtype, ""))[1:]:
            yield f"{name}: no media type"
        if int(spec.EF.F.Params.Size) != len(spec.EF.F.read_bytes()):
            yield f"{name}: its size"
        if spec.objgen not in associated:
            yield f"{name} belongs to nothing"
