//! The sealed room in which the booklet is laid out: one frozen template, one file of data, the bundled fonts, and nothing else.
//!
//! No disk, no network, no packages, no clock. Text reaches the template only as JSON strings, so markup inside a testimony is literal.

use super::PublishError;
use super::glyphs::faces;
use super::quiet::guarded;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;

/// The one template. Its data file is `booklet.json` beside it.
const TEMPLATE: &str = include_str!("template.typ");

/// See the module.
pub struct SealedWorld {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    template: Source,
    data_id: FileId,
    data: Bytes,
}

impl SealedWorld {
    /// A room with this data in it (JSON).
    ///
    /// # Errors
    /// [`PublishError::Layout`] when the library does not take the fixed file names: a bug.
    pub fn new(data: String) -> Result<Self, PublishError> {
        let id = |name: &str| {
            VirtualPath::new(name)
                .map(|path| RootedPath::new(VirtualRoot::Project, path).intern())
                .map_err(|_| PublishError::Layout { diagnostics: 1, line: None })
        };
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(faces())),
            template: Source::new(id("booklet.typ")?, TEMPLATE.to_owned()),
            data_id: id("booklet.json")?,
            data: Bytes::from_string(data),
        })
    }

    /// Lays the booklet out.
    ///
    /// # Errors
    /// [`PublishError::Layout`] on any error or warning, [`PublishError::Crashed`] on a panic.
    pub fn compile(&self) -> Result<PagedDocument, PublishError> {
        let compiled = guarded(|| typst::compile::<PagedDocument>(self)).map_err(|_| PublishError::Crashed)?;
        // The memory of earlier layouts holds text; it is dropped as soon as the pages are there.
        typst::comemo::evict(0);
        let document = compiled.output.map_err(|errors| self.failure(&errors))?;
        if compiled.warnings.is_empty() { Ok(document) } else { Err(self.failure(&compiled.warnings)) }
    }

    /// Diagnostics can quote the data, so only their number and the first template line are kept.
    fn failure(&self, diagnostics: &[SourceDiagnostic]) -> PublishError {
        let line = diagnostics
            .iter()
            .find_map(|diagnostic| self.range(diagnostic.span))
            .and_then(|range| self.template.text().get(..range.start))
            .map(|before| before.lines().count().max(1));
        PublishError::Layout { diagnostics: diagnostics.len(), line }
    }
}

impl World for SealedWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data_id { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        faces().get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_room_has_no_other_file_and_no_clock() {
        let world = SealedWorld::new(String::from("{}")).unwrap();
        let other = RootedPath::new(VirtualRoot::Project, VirtualPath::new("etc/passwd").unwrap()).intern();
        assert!(world.file(other).is_err() && world.source(other).is_err() && world.source(world.data_id).is_err());
        assert!(world.today(None).is_none());
    }

    #[test]
    fn an_error_carries_a_line_and_no_text() {
        let error = SealedWorld::new(String::from("{\"title\": \"Kanarie Fugl\"}")).unwrap().compile().unwrap_err();
        assert!(matches!(error, PublishError::Layout { diagnostics: 1, line: Some(_) }));
        assert!(!format!("{error} {error:?}").contains("Kanarie"));
    }
}
