"""Who works on the tasks of a build: this process, or workers that stay until its end.

Articles come first. What the site needs of all of them together, and is made from little, comes
last: those who have worked on articles make it, while this process makes the pages that list them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from generator.building.article_tasks import ArticleResult, ArticleTask
from generator.building.article_work import WorkshopSetup
from generator.building.executors import get_executor
from generator.building.site_tasks import SiteFiles, SiteTask
from generator.building.state import BuildState
from generator.building.workers import Team, run_here

FEW = 8
"""Up to this many articles are made in this process: starting others would take longer."""

Done = Callable[[SiteFiles], None]
"""Called with the files of a task."""


class ManyArticlesError(Exception):
    """Raised instead of starting workers, if the options say so."""


class Crew:
    """Whoever works on the tasks of a build. It must be closed."""

    def __init__(self, state: BuildState) -> None:
        self._state = state
        self._team: Team | None = None
        self._site_tasks: list[tuple[SiteTask, Done]] = []
        self._results: Iterator[SiteFiles] = iter(())

    @property
    def has_workers(self) -> bool:
        """Whether there are workers besides this process."""
        return self._team is not None

    def articles(self, tasks: Sequence[ArticleTask]) -> Iterator[ArticleResult]:
        """Return the results of articles, in their order."""
        state, options = self._state, self._state.options
        if not tasks:
            return iter(())
        if options.executor == "none" or len(tasks) <= FEW:
            state.workshop.keys = state.keys
            run = state.workshop.run
            return map(run, tasks) if len(tasks) <= FEW else run_here(run, tasks)
        if not options.may_start_workers:
            raise ManyArticlesError
        setup = WorkshopSetup(state.site, state.keys, options.cache)
        self._team = get_executor(options.executor, options.jobs).start(setup)
        return self._team.results(tasks)

    def plan(self, task: SiteTask, done: Done) -> None:
        """Let files of the site be made when all articles are; then call `done` with them."""
        self._site_tasks.append((task, done))

    def begin(self) -> None:
        """Begin with the files that are planned, if somebody else makes them."""
        tasks = [task for task, _ in self._site_tasks]
        if self._team is None:
            self._results = (task.run_in(self._state.workshop) for task in tasks)
        else:
            self._results = self._team.results(tasks)

    def finish(self) -> None:
        """Hand over the files that are planned, in the order of the tasks."""
        for (_, done), result in zip(self._site_tasks, self._results, strict=True):
            if result.error is not None:
                raise result.error
            done(result)

    def close(self) -> None:
        """Let the workers go."""
        if self._team is not None:
            self._team.close()
