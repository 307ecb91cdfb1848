"""The second opinion of a language model in ``workflow check``: what it said about entries, and on request what it says about the others.

Nothing is sent without ``CheckOptions.opinion``: opinions that were given before are read from the cache.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from workflow.boundary import real_path
from workflow.checking.catalog_run import EntryPlace
from workflow.checking.opinion_cache import OpinionCache, opinion_key
from workflow.checking.options import CheckOptions
from workflow.checking.report import CheckReport, OpinionReport
from workflow.checking.result_cache import FoundProblem
from workflow.checks.model import CheckedEntry, TextPair, TextProblem
from workflow.checks.rules import OPINION_RULES
from workflow.engines.opinion_answers import JudgedError
from workflow.engines.opinions import JudgedText, TranslationJudge
from workflow.engines.servers import key_of
from workflow.errors import BadInput, EngineUnavailable, WorkflowError
from workflow.model import Observer, Severity
from workflow.project import Project
from workflow.segmentation import word_count

__all__ = ["SEVERITY_OF", "SecondOpinion"]

SEVERITY_OF = {"minor": Severity.NOTE, "major": Severity.WARNING, "critical": Severity.WARNING}
"""By MQM's severity. None is an error: a machine's opinion alone never holds back a publication."""

_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A text of an entry, with its translation, about which an opinion is wanted."""

    number: int
    """The number of the entry."""
    place: str
    """Catalog and line, for messages."""
    form: int
    key: str
    text: JudgedText


class SecondOpinion:
    """The opinions in one run of ``check``. ``find`` is called once for each language, ``added_to`` at the end.

    Raises BadInput if an opinion is asked for and ``second_opinion`` is not configured, or no check of it is selected; EngineUnavailable if
    the configuration forbids servers, or if there is no API key.
    """

    def __init__(self, project: Project | None, options: CheckOptions, observer: Observer) -> None:
        self._project = project
        self._observer = observer
        self._ids = options.ids() & {rule.id for rule in OPINION_RULES}
        self._server = project.config.second_opinion if project is not None else None
        self._limits = options.opinion
        self._judge: TranslationJudge | None = None
        self._problem: WorkflowError | None = None
        self._entries = self._words = 0
        """What the model was asked so far."""
        self._counts: Counter[str] = Counter()
        self._refused: dict[str, str] = {}
        """By key: place of the first entry, and why the answer is no judgement."""
        if self._limits is not None:
            self._require()

    def _require(self) -> None:
        if self._project is None or self._server is None:
            raise BadInput(
                "no language model for second opinions. Name its server in workflow.yaml, such as: second_opinion: {preset: ollama}"
            )
        if not self._ids:
            raise BadInput(
                f"a second opinion was asked for, and its checks are left out: {', '.join(rule.id for rule in OPINION_RULES)}."
            )
        if self._project.config.offline:
            raise EngineUnavailable(
                "second_opinion names a server, but workflow.yaml says offline: true. Remove one of them."
            )
        key_of(self._server)

    def find(self, entries: Sequence[tuple[CheckedEntry, EntryPlace]]) -> Sequence[FoundProblem]:
        """Return what a language model says about entries of one language, each with the number of its entry."""
        if self._project is None or self._server is None or not self._ids or not entries:
            return ()
        languages = entries[0][0].languages
        pair = (languages.source, languages.target)
        style = self._project.config.style_for(languages.target)
        try:
            cache = _cache(self._project, pair)
            if self._limits is None and cache.is_empty:
                return ()
            wanted = list(_wanted(entries, pair, style, self._project))
            if self._limits is not None:
                self._complete(wanted, pair, style, cache)
        except WorkflowError as error:
            self._problem = error
            return ()
        return [found for one in wanted for found in self._found(one, cache)]

    def _complete(self, wanted: Sequence[_Wanted], pair: tuple[str, str], style: str, cache: OpinionCache) -> None:
        """Ask about texts that are new to the model, up to the limits. Raises FileProblem."""
        before = self._unknown(wanted, cache)
        if self._problem is None:
            try:
                self._ask(self._chosen(before), pair, style, cache)
            except WorkflowError as error:
                self._problem = error
        after = self._unknown(wanted, cache)
        new, still = {one.number for one in before}, {one.number for one in after}
        self._counts["known"] += len({one.number for one in wanted} - new)
        self._counts["judged"] += len(new - still)
        self._counts["left"] += len({one.number for one in after if one.key not in self._refused})

    def _unknown(self, wanted: Sequence[_Wanted], cache: OpinionCache) -> list[_Wanted]:
        assert self._server is not None
        return [one for one in wanted if cache.get(one.key, self._server.model) is None]

    def _chosen(self, unknown: Sequence[_Wanted]) -> list[_Wanted]:
        """The texts about which the model is asked: each once, up to the limits, by whole entries."""
        assert self._limits is not None
        by_entry: dict[int, list[_Wanted]] = {}
        for one in unknown:
            by_entry.setdefault(one.number, []).append(one)
        chosen: dict[str, _Wanted] = {}
        for texts in by_entry.values():
            new = {one.key: one for one in texts if one.key not in chosen}
            if not new:
                continue
            entries = self._entries + 1
            words = self._words + sum(word_count(one.text.source) for one in new.values())
            if entries > (self._limits.entries or entries) or words > (self._limits.words or words):
                break
            self._entries, self._words = entries, words
            chosen |= new
        return list(chosen.values())

    def _ask(self, chosen: Sequence[_Wanted], pair: tuple[str, str], style: str, cache: OpinionCache) -> None:
        """Ask about texts, and keep what is said. Raises EngineError, FileProblem."""
        if not chosen:
            return
        assert self._server is not None
        judge = self._judge = self._judge or TranslationJudge.on(self._server)
        if self._observer.announce:
            self._observer.announce(judge.notice)

        def keep(text: JudgedText, errors: tuple[JudgedError, ...]) -> None:
            cache.put(opinion_key(pair, style, text), judge.model, errors)

        what = f"{pair[1]}: second opinion"
        with closing(judge.judge(pair, style, [one.text for one in chosen], keep)) as answers:
            for done, one in enumerate(chosen):
                self._observer.report(done, len(chosen), what)
                answer = next(answers)
                if isinstance(answer, str):
                    self._refused[one.key] = f"{one.place}: {answer}"
        self._observer.report(len(chosen), len(chosen), what)

    def _found(self, one: _Wanted, cache: OpinionCache) -> Iterator[FoundProblem]:
        """The findings about a text."""
        assert self._server is not None
        model, errors = cache.get(one.key, self._server.model) or ("", ())
        for error in errors:
            check = f"ai_{error.category}"
            if check in self._ids:
                name = TranslationJudge(replace(self._server, model=model)).name
                message = f"{error.reason} ({error.severity}, says {name})"
                severity = SEVERITY_OF[error.severity]
                problem = TextProblem(message, error.span, error.source_span, form=one.form, severity=severity)
                yield FoundProblem(check, problem, one.number)

    def added_to(self, report: CheckReport) -> CheckReport:
        """Return a report with what the model was asked, and with the failure of its server."""
        problems = (self._problem,) if self._problem is not None else ()
        opinions = OpinionReport(
            self._judge.name if self._judge is not None else "",
            self._counts["judged"],
            self._counts["known"],
            tuple(self._refused.values()),
            self._counts["left"],
        )
        return replace(
            report, opinions=opinions if self._limits is not None else None, problems=(*report.problems, *problems)
        )


def _cache(project: Project, pair: tuple[str, str]) -> OpinionCache:
    """Raises FileProblem for a link that leads out of the project."""
    path = project.layout.cache / "opinions" / f"{'-'.join(pair)}.jsonl"
    real_path(path, project.root)
    return OpinionCache(path)


def _wanted(
    entries: Sequence[tuple[CheckedEntry, EntryPlace]], pair: tuple[str, str], style: str, project: Project
) -> Iterator[_Wanted]:
    """The texts with words on both sides."""
    for number, (checked, place) in enumerate(entries):
        for form, texts in enumerate(checked.texts()):
            if _LETTER.search(texts.target_words) and _LETTER.search(texts.source_words):
                text = _judged(texts)
                path = place.catalog
                name = path.relative_to(project.root) if path.is_relative_to(project.root) else path
                where = f"{name.as_posix()}:{checked.entry.line}"
                yield _Wanted(number, where, form, opinion_key(pair, style, text), text)


def _judged(pair: TextPair) -> JudgedText:
    concepts = [match.concept for match in pair.terms.find(pair.source_words)] if pair.terms else []
    terms = {concept.source: concept.targets for concept in concepts if concept.targets}
    return JudgedText(pair.source, pair.target, pair.kind.value if pair.kind else "", tuple(terms.items()))
