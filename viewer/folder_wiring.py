"""The connections of everything about folders: the browser, the disk, and triage."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from viewer.core.files.disk_questions import image_ref
from viewer.parts import Parts


def wire_folders(parts: Parts) -> None:
    """Introduce browser, thumbnails, watcher and triage to one another."""
    _wire_browser(parts)
    _wire_reading(parts)
    _wire_disk(parts)
    _wire_triage(parts)
    _wire_pages(parts)


def _wire_browser(parts: Parts) -> None:
    """What is chosen in the browser."""
    browser = parts.window.browser
    browser.image_chosen.connect(parts.session.set_image)
    browser.folder_chosen.connect(parts.opener.open_folder)
    browser.tree.folders_wanted.connect(parts.folders.read)
    parts.folders.folders_read.connect(browser.tree.put)
    parts.session.listing_changed.connect(lambda listing: browser.tree.show_folder(listing.path))
    browser.thumbnails_wanted.connect(parts.thumbnails.want)
    browser.sight_changed.connect(lambda seen: _watch(parts, seen))


def _wire_reading(parts: Parts) -> None:
    """What is read for the user, told where that takes long."""
    waits = parts.activity.waits
    parts.loader.folder_awaited.connect(lambda path: waits.set_reading("folder", path))
    parts.loader.picture_awaited.connect(lambda path: waits.set_reading("picture", path))
    parts.opener.asking_changed.connect(lambda path: waits.set_reading("path", path))


def _wire_disk(parts: Parts) -> None:
    """What changes on the disk is seen in the browser and in the panes."""
    watcher, session = parts.watcher, parts.session
    session.listing_changed.connect(watcher.watch_folder)
    watcher.folder_changed.connect(parts.opener.follow)
    watcher.file_changed.connect(parts.window.browser.forget)
    watcher.file_changed.connect(lambda path: _reread(parts, path))


def _wire_triage(parts: Parts) -> None:
    """The folder judged in idle time, and what of it is shown."""
    triage, browser = parts.triage, parts.window.browser
    parts.session.listing_changed.connect(triage.set_listing)
    parts.session.model_changed.connect(triage.set_model)
    parts.engine.on_each(triage.receives)
    browser.sight_changed.connect(triage.set_sight)
    browser.triage.running_wished.connect(triage.set_running)
    browser.triage.choice_wished.connect(triage.choose)
    triage.judge_wished.connect(parts.engine.ask)
    triage.progress_changed.connect(browser.triage.set_progress)
    triage.tally_changed.connect(parts.triage_commands.show_tally)
    triage.order_changed.connect(browser.set_order)
    triage.marks.failed.connect(parts.display.show_error)
    if triage.marks.problem is not None:
        parts.display.show_error(triage.marks.problem)


def _wire_pages(parts: Parts) -> None:
    """Files of several pages."""
    pages = parts.commands.pages
    parts.session.image_changed.connect(pages.note_image)
    parts.loader.picture_loaded.connect(pages.note_picture)
    parts.loader.picture_failed.connect(pages.note_failure)
    parts.window.pages.page_chosen.connect(pages.turn_to)
    levels = parts.commands.levels
    parts.session.image_changed.connect(levels.note_image)
    parts.loader.picture_loaded.connect(levels.note_picture)


def _watch(parts: Parts, seen: list[Path]) -> None:
    image = parts.session.image
    parts.watcher.watch_files([*seen, image.path] if image is not None else seen)


def _reread(parts: Parts, path: Path) -> None:
    image = parts.session.image
    if image is None or image.path != path:
        return
    if replace(image_ref(path, image.page), levels=image.levels) != image:
        parts.session.set_image(path, image.page)
