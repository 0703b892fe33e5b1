"""
What may be changed in a file: mutmut's operators over libcst's trees, and four of ours.

mutmut itself makes every mutant of every function beforehand and none outside functions; here a few lines of
70,000 are drawn, tables and defaults among them, so that only its operators are taken.
"""

from functools import partial

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators


def negate_condition(node):
    yield node.with_changes(
        test=cst.UnaryOperation(cst.Not(), node.test.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()]))
    )


def return_nothing(node):
    if node.value is not None and not node.value.deep_equals(cst.Name("None")):
        yield node.with_changes(value=cst.Name("None"), whitespace_after_return=cst.SimpleWhitespace(" "))


def leave_out(_):
    yield cst.Pass()


def leave_out_call(node):
    if not isinstance(node.value, cst.BaseString | cst.Ellipsis | cst.Yield):
        yield cst.Pass()


OPERATORS = (
    *mutation_operators,
    (cst.If, negate_condition),
    (cst.Return, return_nothing),
    (cst.Raise, leave_out),
    (cst.Expr, leave_out_call),
)
WITHOUT_MUTANTS = (cst.Annotation, cst.Decorator, cst.Import, cst.ImportFrom, cst.TypeAlias)


class Mutants(cst.CSTVisitor):
    """All mutants of a file as (line, operator, node, replacement)."""

    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self):
        super().__init__()
        self.found = []

    def on_visit(self, node):
        if isinstance(node, WITHOUT_MUTANTS) or _is_for_types_only(node) or _names_the_public(node):
            return False
        for kind, operator in OPERATORS:
            if isinstance(node, kind):
                self.found += [(self._line_of(node), operator, node, new) for new in operator(node)]
        return True

    def _line_of(self, node):
        return self.get_metadata(PositionProvider, node).start.line


def mutants_of_lines(source):
    """Give for each line that can be changed, and each operator that changes it, the new texts, as functions."""
    wrapper = MetadataWrapper(cst.parse_module(source), unsafe_skip_copy=True)
    visitor = Mutants()
    wrapper.visit(visitor)
    lines = {}
    for line, operator, node, replacement in visitor.found:
        change = partial(_changed, wrapper.module, node, replacement)
        lines.setdefault(line, {}).setdefault(operator, []).append(change)
    return lines


def _changed(module, node, replacement):
    return module.deep_replace(node, replacement).code


def _is_for_types_only(node):
    return isinstance(node, cst.If) and node.test.deep_equals(cst.Name("TYPE_CHECKING"))


def _names_the_public(node):
    return isinstance(node, cst.Assign) and node.targets[0].target.deep_equals(cst.Name("__all__"))
