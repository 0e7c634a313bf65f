import { deed, reading } from '../../core/operation.ts'
import { prepare, type Reportable } from '../../core/reportable.ts'
import type { Manifest } from '../../web/manifest.ts'
import { answerPulse } from './commands/answer-pulse.ts'
import { askPulse } from './commands/ask-pulse.ts'
import { closePulse } from './commands/close-pulse.ts'
import { countOpening } from './commands/count-opening.ts'
import { endCall } from './commands/end-call.ts'
import { hideCall, showCall } from './commands/hide-call.ts'
import { renewSecrets } from './commands/renew-secrets.ts'
import { sendCall } from './commands/send-call.ts'
import { withdrawCall } from './commands/withdraw-call.ts'
import { sweeps } from './jobs.ts'
import { pages } from './pages.tsx'
import { bodySection, subjectSection } from './pages/section.tsx'
import type { FollowersOf } from './queries/audience.ts'
import { heldOfPulse } from './queries/held.ts'
import { publication } from './queries/published.ts'
import { readPulse } from './queries/pulses.ts'
import { listCalls, readCall, readReach } from './queries/read-calls.ts'
import * as reported from './queries/reported.ts'
import { travels, travelsWithBody } from './queries/travels.ts'
import { refusals } from './refusals.ts'

const reportable: Reportable = {
  sort: 'call',
  report: 'calls.report-this',
  rules: reported.publishedRules,
  at: reported.at,
  byId: reported.byId,
  isBy: reported.isBy,
  whichAreBy: reported.whichAreBy,
  hide: (tx, { subject }, rule, around) => prepare(tx, hideCall, { call: subject, rule }, around),
  show: (tx, { subject }, around) => prepare(tx, showCall, { call: subject }, around),
}

/** How many follow something it gets from main, of a room that it does not know. */
export const pulseOf = (followersOf: FollowersOf): Manifest => ({
  name: 'pulse',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    ...[reading(listCalls), reading(readCall), reading(readReach(followersOf)), reading(readPulse)],
    ...[deed(sendCall(followersOf)), deed(withdrawCall), deed(countOpening), deed(endCall), deed(hideCall), deed(showCall)],
    ...[deed(askPulse), deed(answerPulse), deed(closePulse), deed(renewSecrets)],
  ],
  pages: (kit) => pages(kit, followersOf),
  jobs: () => ({ listeners: [], sweeps }),
  bodySection,
  subjectSection,
  reportables: [reportable],
  publications: [publication],
  holds: [
    { table: 'call', about: 'nobody', travels: travels.call, withBody: travelsWithBody.call },
    { table: 'call_text', about: 'nobody', travels: travels.text, withBody: travels.text },
    { table: 'call_subject', about: 'nobody', travels: travels.subject, withBody: travels.subject },
    { table: 'pulse', about: 'nobody', placed: { by: 'subject_id' }, travels: travels.pulse, withBody: travelsWithBody.pulse },
    {
      table: 'pulse_answered',
      about: 'tag',
      placed: { by: 'subject_id' },
      sealed: ['tag'],
      travels: travels.answered,
      withBody: travelsWithBody.answered,
    },
    { table: 'pulse_count', about: 'nobody', placed: { by: 'subject_id' }, travels: travels.count, withBody: travels.count },
  ],
  heldOf: (kit, own) => heldOfPulse(kit.runner.db, kit.runner.outside.keys, own),
})
