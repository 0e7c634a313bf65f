import { deed, reading } from '../../core/operation.ts'
import { prepare, type Reportable } from '../../core/reportable.ts'
import type { Manifest } from '../../web/manifest.ts'
import { answerIdea } from './commands/answer-idea.ts'
import { correctIdea } from './commands/correct-idea.ts'
import { declineIdea } from './commands/decline-idea.ts'
import { hideIdea } from './commands/hide-idea.ts'
import { openCall } from './commands/open-call.ts'
import { publishIdea } from './commands/publish-idea.ts'
import { releasePerson } from './commands/release-person.ts'
import { renewSecrets } from './commands/renew-secrets.ts'
import { withdrawIdea } from './commands/withdraw-idea.ts'
import { writeIdea } from './commands/write-idea.ts'
import { listeners, sweeps } from './jobs.ts'
import { pages } from './pages.tsx'
import { sessionSection } from './pages/section.tsx'
import { ideas as cited } from './queries/citables.ts'
import { heldOfIdeas } from './queries/held.ts'
import { deskIdeas, listIdeas, myIdeas, readIdea } from './queries/list.ts'
import { newsOf } from './queries/news.ts'
import { readOwn } from './queries/own.ts'
import * as reported from './queries/reported.ts'
import { refusals } from './refusals.ts'

const place = ({ scope, subject }: { scope: string; subject: string }) => ({ session: scope, idea: subject })

/** What others may report here, for a room that does not know this one. */
const reportable: Reportable = {
  sort: 'idea',
  report: 'ideas.report-this',
  rules: reported.publishedRules,
  at: reported.at,
  byId: reported.byId,
  isBy: reported.isBy,
  whichAreBy: reported.whichAreBy,
  hide: (tx, id, rule, around) => prepare(tx, hideIdea, { ...place(id), rule }, around),
  show: (tx, id, around) => prepare(tx, publishIdea, place(id), around),
}

export const ideas: Manifest = {
  name: 'ideas',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    ...[reading(listIdeas), reading(deskIdeas), reading(readIdea), reading(myIdeas), reading(readOwn)],
    ...[deed(openCall), deed(writeIdea), deed(correctIdea), deed(withdrawIdea), deed(publishIdea), deed(declineIdea), deed(answerIdea)],
    ...[deed(hideIdea), deed(releasePerson), deed(renewSecrets)],
  ],
  pages,
  jobs: () => ({ listeners: listeners(), sweeps: sweeps() }),
  sessionSection,
  sessionPart: { path: 'ideas', label: (say) => say('ideas.title') },
  reportables: [reportable],
  citables: [cited],
  news: newsOf,
  stays: 'of-summits',
  holds: [
    { table: 'idea_call', about: 'person', placed: { by: 'session_id' } },
    { table: 'idea_call_text', about: 'nobody', placed: { by: 'session_id' } },
    { table: 'idea', about: 'tag', placed: { by: 'session_id' }, sealed: ['owner_tag'] },
    { table: 'earlier_idea', about: 'tag', placed: { by: 'session_id' } },
    { table: 'idea_answer', about: 'person', placed: { by: 'session_id' } },
  ],
  heldOf: (kit, own) => heldOfIdeas(kit.runner.db, kit.runner.outside.keys, own),
}
