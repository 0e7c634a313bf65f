import type { Inputs } from './matrix.ts'
import type { Stage } from './stage.ts'
import { ANSWERS, TABLE } from './stage-paper.ts'

const open = (stage: Stage) => ({ dialogue: stage.open.id })
const team = (stage: Stage) => ({ ...open(stage), meeting: stage.paper.tables.team.meeting })
/** Whoever holds the link that a convener gave needs no account. */
const linked = (stage: Stage) => ({ ...open(stage), meeting: stage.paper.tables.linked.meeting, link: stage.paper.entryLink.token })
const key = ({ hub }: Stage) => ({ key: hub.runner.outside.uuid() })
const sheet = (stage: Stage) => ({ ...key(stage), answers: ANSWERS, anyway: true })

export const PAPER: Inputs = {
  'dialogue.kit': open,
  'dialogue.kit (of a draft)': ({ draft }) => ({ dialogue: draft.id }),
  'dialogue.meetings': open,
  'dialogue.begin-meeting': (stage) => ({ ...open(stage), ...key(stage), ...TABLE, codes: [stage.paper.code] }),
  'dialogue.begin-meeting (by a link)': (stage) => ({
    ...open(stage),
    ...key(stage),
    ...TABLE,
    codes: [stage.paper.code],
    link: stage.paper.entryLink.token,
  }),
  'dialogue.enter-sheet': (stage) => ({ ...team(stage), ...sheet(stage) }),
  'dialogue.enter-sheet (by a link)': (stage) => ({ ...linked(stage), ...sheet(stage) }),
  // A link is for its own meetings.
  'dialogue.enter-sheet (by a link, of another table)': (stage) => ({
    ...team(stage),
    link: stage.paper.entryLink.token,
    ...sheet(stage),
  }),
  'dialogue.undo-sheet': (stage) => ({ ...team(stage), key: stage.paper.tables.team.sheet }),
  'dialogue.undo-sheet (by a link)': (stage) => ({ ...linked(stage), key: stage.paper.tables.linked.sheet }),
  'dialogue.withdraw-meeting': team,
  'dialogue.withdraw-meeting (by a link)': linked,
  'dialogue.make-entry-link': (stage) => ({ ...open(stage), givenTo: 'A choir', quota: 5, endsAt: '2026-03-14T12:00:00Z' }),
  'dialogue.withdraw-entry-link': (stage) => ({ ...open(stage), link: stage.paper.entryLink.id }),
  'dialogue.hide-meeting': (stage) => ({ ...team(stage), rule: 'on-topic' }),
  'dialogue.merge-statement': (stage) => ({ ...open(stage), statement: 1, into: 2, reason: 'same-words' }),
  'dialogue.split-statement': (stage) => ({ ...open(stage), statement: 7 }),
  'dialogue.put-statement': (stage) => ({ ...open(stage), text: 'It was said aloud.', language: 'en', question: null }),
}
