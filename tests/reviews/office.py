"""A LibreOffice without a window, as an editor's own: it opens a file, does what the editor would, saves it.

A profile of its own in a fresh folder; what is done stands in a module of Basic there, because the program
has no command for it. The program may end with an error once the file is written, so that only the file counts;
where many start at once it may also end before, and is started again.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Editor" script:language="StarBasic">
Function Opened(source, filter, options)
  Dim how(2) As New com.sun.star.beans.PropertyValue
  how(0).Name = "Hidden"
  how(0).Value = True
  If filter &lt;&gt; "" Then
    how(1).Name = "FilterName"
    how(1).Value = filter
    how(2).Name = "FilterOptions"
    how(2).Value = options
  End If
  Opened = StarDesktop.loadComponentFromURL(source, "_blank", 0, how())
End Function
Sub Saved(document, target, filter, options)
  Dim how(1) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName"
  how(0).Value = filter
  how(1).Name = "FilterOptions"
  how(1).Value = options
  document.storeToURL(target, how())
  document.close(True)
End Sub
Sub Settle(source, target, verb)
  Dim none()
  document = Opened(source, "", "")
  helper = createUnoService("com.sun.star.frame.DispatchHelper")
  helper.executeDispatch(document.CurrentController.Frame, ".uno:" &amp; verb &amp; "AllTrackedChanges", "", 0, none())
  Saved(document, target, "MS Word 2007 XML", "")
End Sub
Sub Fill(source, target, column, row, words)
  document = Opened(source, "Text - txt - csv (StarCalc)", "44,34,76,1")
  document.Sheets.getByIndex(0).getCellByPosition(CInt(column), CInt(row)).setString(words)
  Saved(document, target, "Text - txt - csv (StarCalc)", "44,34,76,1,,0,false,true")
End Sub
</script:module>
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false"><library:element library:name="Editor"/></library:library>
"""
PDF = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
PROGRAM = shutil.which("soffice")
STARTS = 3


class Office:
    """One editor's LibreOffice, its profile in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._run("--terminate_after_init")
        library = folder / "user" / "basic" / "Standard"
        library.mkdir(parents=True, exist_ok=True)
        (library / "Editor.xba").write_text(MODULE, encoding="utf-8")
        (library / "script.xlb").write_text(LIBRARY, encoding="utf-8")

    def pdf(self, source: Path) -> Path:
        """The file as pages, its comments as notes on them."""
        written = source.with_suffix(".pdf")
        return self._written(written, "--convert-to", PDF, "--outdir", str(source.parent), str(source))

    def settled(self, source: Path, verb: str) -> Path:
        """The Word file with all tracked changes accepted ("Accept") or refused ("Reject")."""
        return self._done("Settle", source, source.with_name(f"{verb}.docx"), verb)

    def filled(self, source: Path, column: int, row: int, words: str) -> Path:
        """The CSV file opened as a spreadsheet, one cell (counted from 0) filled in, and saved."""
        return self._done("Fill", source, source.with_name("filled.csv"), str(column), str(row), words)

    def _done(self, act: str, source: Path, target: Path, *arguments: str) -> Path:
        said = ",".join(f'"{one}"' for one in (source.as_uri(), target.as_uri(), *arguments))
        return self._written(target, f"macro:///Standard.Editor.{act}({said})")

    def _written(self, target: Path, *arguments: str) -> Path:
        for _ in range(STARTS):
            self._run(*arguments)
            if target.is_file():
                return target
        raise AssertionError(f"LibreOffice wrote no {target.name}")

    def _run(self, *arguments: str) -> None:
        assert PROGRAM is not None
        profile = f"-env:UserInstallation={self.folder.as_uri()}"
        subprocess.run(
            [PROGRAM, profile, "--headless", *arguments], check=False, capture_output=True, timeout=180
        )
