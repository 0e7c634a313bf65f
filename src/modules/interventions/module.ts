import { theHub } from '../../core/actor.ts'
import { deed, reading } from '../../core/operation.ts'
import type { UnnamedReceiver } from '../../core/receiver.ts'
import { prepare, type Reportable } from '../../core/reportable.ts'
import type { Manifest } from '../../web/manifest.ts'
import { captureIntervention } from './commands/capture-intervention.ts'
import { chooseAttribution } from './commands/choose-attribution.ts'
import { correctIntervention } from './commands/correct-intervention.ts'
import { fileIntervention } from './commands/file-intervention.ts'
import { hideIntervention } from './commands/hide-intervention.ts'
import { putUnnamed, withdrawUnnamed } from './commands/put-unnamed.ts'
import { recordMeeting } from './commands/record-meeting.ts'
import { releasePerson } from './commands/release-person.ts'
import { renewSecrets } from './commands/renew-secrets.ts'
import { showIntervention } from './commands/show-intervention.ts'
import { withdrawIntervention } from './commands/withdraw-intervention.ts'
import { writeIntervention } from './commands/write-intervention.ts'
import { listeners, sweeps } from './jobs.ts'
import { pages } from './pages.tsx'
import { sessionSection } from './pages/section.tsx'
import { interventions as cited } from './queries/citables.ts'
import { heldOfInterventions } from './queries/held.ts'
import { listInterventions } from './queries/list.ts'
import { newsOf } from './queries/news.ts'
import { readIntervention, standsIn } from './queries/one.ts'
import { claimedInterventions, myInterventions, readOwn } from './queries/own.ts'
import * as reported from './queries/reported.ts'
import { recorded } from './queries/recorded.ts'
import { refusals } from './refusals.ts'
import { LONGEST } from './rules.ts'

const place = ({ scope, subject }: { scope: string; subject: string }) => ({ session: scope, intervention: subject })

/** What others may report here, for a room that does not know this one. */
const reportable: Reportable = {
  sort: 'intervention',
  rules: reported.publishedRules,
  at: reported.at,
  byId: reported.byId,
  isBy: reported.isBy,
  whichAreBy: reported.whichAreBy,
  hide: (tx, id, rule, around) => prepare(tx, hideIntervention, { ...place(id), rule }, around),
  show: (tx, id, around) => prepare(tx, showIntervention, place(id), around),
}

/** What was said to a trusted intermediary for a session stands in it as nobody's. Which session it is for was said there already. */
const unnamed: UnnamedReceiver = {
  sort: 'session',
  longest: LONGEST.text,
  placesOf: async () => [],
  async put(deed, { place: session, text, language }) {
    const { id } = await deed(putUnnamed, { session, text, language }, theHub)
    return { thing: id }
  },
  async takeBack(deed, { place: session, thing }) {
    await deed(withdrawUnnamed, { session, intervention: thing }, theHub)
  },
  stateOf: standsIn,
}

export const interventions: Manifest = {
  name: 'interventions',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    ...[reading(listInterventions), reading(readIntervention), reading(myInterventions), reading(claimedInterventions), reading(readOwn)],
    ...[deed(putUnnamed), deed(withdrawUnnamed)],
    ...[deed(captureIntervention), deed(writeIntervention), deed(chooseAttribution), deed(correctIntervention), deed(withdrawIntervention)],
    ...[
      deed(fileIntervention),
      deed(recordMeeting),
      deed(hideIntervention),
      deed(showIntervention),
      deed(releasePerson),
      deed(renewSecrets),
    ],
  ],
  pages,
  jobs: () => ({ listeners: listeners(), sweeps: sweeps() }),
  sessionSection,
  sessionPart: { path: 'interventions', label: (say) => say('interventions.title') },
  unnamedReceivers: [unnamed],
  reportables: [reportable],
  citables: [cited],
  news: newsOf,
  stays: 'of-summits',
  recorded,
  holds: [
    { table: 'session_meeting', about: 'person', placed: { by: 'session_id' } },
    { table: 'intervention', about: 'tag', placed: { by: 'session_id' }, sealed: ['owner_tag', 'claim_hash'] },
    { table: 'earlier_intervention', about: 'tag', placed: { by: 'session_id' } },
    { table: 'intervention_label', about: 'tag', placed: { by: 'session_id' }, sealed: ['label_hash', 'owner'] },
  ],
  heldOf: (kit, own) => heldOfInterventions(kit.runner.db, kit.runner.outside.keys, own),
}
