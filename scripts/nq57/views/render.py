"""Payload → HTML by templates that escape everything: the one place where the site's own HTML is made."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.runtime import Context
from markupsafe import Markup, escape

from nq57.views.texts import Say

_html: Callable[[str], Markup] = partial(str.__new__, Markup)  # of what is a string for sure
_LAYOUT = "layout.html"
_SIGNS = re.compile("[&<>\"']")


class PlainCode(CodeGenerator):
    """Compiles templates to code that does what ours ask for and no more: small steps are half the work.

    A payload is of dictionaries, so ``item.title`` is an item at once, where Jinja looks for an attribute
    first; what is called is an attribute or a plain function; a macro takes its arguments by place. A test
    draws pages with Jinja's own code too.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 (so Jinja calls it)
        """Write ``item["name"]``; a loop has attributes."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}" if _named(node.node, "loop") else f"[{node.attr!r}]")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """Write ``callee(arguments)``."""
        if isinstance(node.node, nodes.Getattr) and not _named(node.node.node, "self"):
            self.visit(node.node.node, frame)
            self.write(f".{node.node.attr}")
        else:
            self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if isinstance(node, nodes.Call) and _named(node.node, "_"):
            # Words of the interface: an environment speaks one language.
            (words,) = node.args
            say: Say = self.environment.globals["_"]  # type: ignore[assignment]
            return str(escape(say(words.as_const())))
        return super()._output_child_to_const(node, frame, finalize)

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Write a macro as a function of its arguments, by their places."""
        self.write("macro")

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:
        """Return what a macro, a block that is called or the like has drawn: HTML."""
        self.writeline(f"return environment.html(concat({frame.buffer}))")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("environment.text(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(")")


def _named(node: nodes.Node, name: str) -> bool:
    return isinstance(node, nodes.Name) and node.name == name


class PlainContext(Context):
    """The names of a template: those of all templates are the same for all.

    Jinja compares them for each template that imports from another, in case it should be read anew.
    """

    def __init__(self, environment: Environment, parent: Any, name: Any, blocks: Any, globals: Any) -> None:
        """Leave out which names are global; arguments are Jinja's."""
        super().__init__(environment, parent, name, blocks)


class PlainEnvironment(Environment):
    """Jinja with ``PlainCode``, and what that code calls."""

    code_generator_class = PlainCode
    context_class = PlainContext
    html = staticmethod(_html)

    @staticmethod
    def text(value: object) -> str:
        """Return a value escaped; most are plain words without a sign to escape, or HTML already."""
        if (type(value) is str and not _SIGNS.search(value)) or type(value) is Markup:
            return value
        return escape(value)


class Compiled(FileSystemBytecodeCache):
    """Templates as they were compiled, in a folder for one look in one language."""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the key of a template: its name, wherever the look lies."""
        return super().get_cache_key(name)


@lru_cache(maxsize=8)  # a program that builds again and again compiles each template once
def _opened(
    kind: type[PlainEnvironment],
    folder: Path,
    texts: tuple[str, ...],
    say: Say,
    language: str,
    kept: Path | None,
) -> PlainEnvironment:
    """Return the environment of a folder whose templates have these texts, all of them compiled."""
    environment = kind(
        loader=FileSystemLoader([folder, folder.parent]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # else each use looks for the file again
    )

    @cache
    def lang(code: str) -> Markup:
        """Return the attribute with the language of a text, where it is not that of the page."""
        return Markup(' lang="{}"').format(code) if code and code != language else Markup()

    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        environment.bytecode_cache = Compiled(f"{kept}", "%s")
    environment.globals.update(_=say, language=language, lang=lang)
    for name in (_LAYOUT, *sorted(path.name for path in folder.glob("*.html"))):
        environment.get_template(name)  # else each worker compiles it again
    return environment


class Renderer:
    """The frame and the templates of ``docs/_templates/nq57``: all is escaped, an unknown name an error."""

    def __init__(self, folder: Path, say: Say, language: str, kept: Path | None = None) -> None:
        """Open a folder of templates; ``say`` is ``_`` in them.

        In a folder ``kept`` for programs and words that are the same, they lie as they were compiled.
        """
        paths = [folder.parent / _LAYOUT, *sorted(folder.glob("*.html"))]
        texts = tuple(path.read_text("utf-8") for path in paths)
        self._environment = _opened(PlainEnvironment, folder, texts, say, language, kept)
        self._known = dict(self._environment.globals)

    def render(self, template: str, root: str, values: Mapping[str, Any]) -> Markup:
        """Return the HTML of a template; ``root`` leads from the page to the root of the site (``../``)."""
        return self._drawn(template, {"root": root, **values})

    def page(self, values: Mapping[str, Any]) -> str:
        """Return a whole page: ``body`` and ``toc`` are HTML; around them stands what ``Site.frame`` says."""
        html = {"body": _html(values["body"]), "toc": _html(values.get("toc", ""))}
        return self._drawn(_LAYOUT, {**values, **html})

    def _drawn(self, name: str, values: Mapping[str, Any]) -> Markup:
        template = self._environment.get_template(name)
        # Jinja's own ``render`` puts the names together in four steps, each a copy.
        context = template.new_context({**self._known, **values}, shared=True)
        return _html("".join(template.root_render_func(context)))
