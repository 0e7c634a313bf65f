import { deed, reading } from '../../core/operation.ts'
import { prepare, type Reportable } from '../../core/reportable.ts'
import type { Manifest } from '../../web/manifest.ts'
import { acceptMeeting } from './commands/accept-meeting.ts'
import { acceptRoom } from './commands/accept-room.ts'
import { askPerson } from './commands/ask-person.ts'
import { blockPerson } from './commands/block-person.ts'
import { cancelMeeting } from './commands/cancel-meeting.ts'
import { closeNetworking } from './commands/close-networking.ts'
import { closeRoom } from './commands/close-room.ts'
import { declinePerson } from './commands/decline-person.ts'
import { endContact } from './commands/end-contact.ts'
import { endConversation } from './commands/end-conversation.ts'
import { enterList } from './commands/enter-list.ts'
import { hideMessage } from './commands/hide-message.ts'
import { joinRoom } from './commands/join-room.ts'
import { keepContact } from './commands/keep-contact.ts'
import { leaveList } from './commands/leave-list.ts'
import { leaveRoom } from './commands/leave-room.ts'
import { muteConversation } from './commands/mute-conversation.ts'
import { offerContact } from './commands/offer-contact.ts'
import { openRoom } from './commands/open-room.ts'
import { planTables } from './commands/plan-tables.ts'
import { proposeMeeting } from './commands/propose-meeting.ts'
import { refreshSuggestions } from './commands/refresh-suggestions.ts'
import { releasePerson } from './commands/release-person.ts'
import { renewSecrets } from './commands/renew-secrets.ts'
import { reportMessage } from './commands/report-message.ts'
import { sendMessage } from './commands/send-message.ts'
import { showMessage } from './commands/show-message.ts'
import { jobsOf } from './jobs.ts'
import { pages } from './pages.tsx'
import { ownNote } from './pages/contacts.tsx'
import { sessionSection } from './pages/section.tsx'
import { readContacts } from './queries/contacts.ts'
import { readConversation } from './queries/conversation.ts'
import { heldOfEncounters } from './queries/held.ts'
import { readList } from './queries/list.ts'
import { newsOf } from './queries/news.ts'
import * as reported from './queries/reported.ts'
import { readRooms } from './queries/rooms.ts'
import { refusals } from './refusals.ts'
import { HANDED_DAYS } from './rules.ts'

const handed = ({ scope, subject }: { scope: string; subject: string }) => ({ session: scope, handed: subject })

/** What its reader handed over to moderators, for a room that does not know this one. */
const reportable: Reportable = {
  sort: 'message',
  rules: reported.publishedRules,
  at: reported.at,
  byId: reported.byId,
  isBy: reported.isBy,
  whichAreBy: reported.whichAreBy,
  hide: (tx, id, rule, around) => prepare(tx, hideMessage, { ...handed(id), rule }, around),
  show: (tx, id, around) => prepare(tx, showMessage, handed(id), around),
}

export const encounters: Manifest = {
  name: 'encounters',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    ...[reading(readList), reading(readConversation), reading(readContacts), reading(readRooms)],
    ...[deed(enterList), deed(leaveList), deed(refreshSuggestions), deed(askPerson), deed(declinePerson), deed(blockPerson)],
    ...[deed(sendMessage), deed(muteConversation), deed(endConversation), deed(reportMessage), deed(hideMessage), deed(showMessage)],
    ...[deed(proposeMeeting), deed(acceptMeeting), deed(cancelMeeting), deed(offerContact), deed(keepContact), deed(endContact)],
    ...[deed(openRoom), deed(acceptRoom), deed(closeRoom), deed(joinRoom), deed(leaveRoom), deed(planTables)],
    ...[deed(closeNetworking), deed(releasePerson), deed(renewSecrets)],
  ],
  pages,
  jobs: jobsOf,
  sessionSection,
  sessionPart: { path: 'people', label: (say) => say('encounters.title') },
  ownNote,
  reportables: [reportable],
  news: newsOf,
  stays: 'of-summits',
  holds: [
    { table: 'encounter_member', about: 'tag', placed: { by: 'session_id' }, sealed: ['owner_tag'] },
    { table: 'encounter_entry', about: 'person', placed: { by: 'session_id' }, sealed: ['told_sealed'] },
    { table: 'encounter_suggestion', about: 'tag', placed: { by: 'session_id' } },
    { table: 'encounter_apart', about: 'tag', placed: { by: 'session_id' } },
    { table: 'encounter_pair', about: 'tag', placed: { by: 'session_id' }, sealed: ['first_contact', 'second_contact'] },
    { table: 'encounter_message', about: 'tag', placed: { by: 'session_id' }, sealed: ['text_sealed'] },
    { table: 'encounter_meeting', about: 'tag', placed: { by: 'session_id' }, sealed: ['place_sealed'] },
    { table: 'encounter_slot', about: 'tag', placed: { by: 'session_id' } },
    { table: 'encounter_room', about: 'tag', placed: { by: 'session_id' }, sealed: ['said_sealed'] },
    { table: 'encounter_seat', about: 'tag', placed: { by: 'session_id' } },
    { table: 'encounter_table_plan', about: 'nobody', placed: { by: 'session_id' } },
    { table: 'encounter_table_slot', about: 'nobody', placed: { by: 'session_id' } },
    {
      table: 'encounter_handed',
      about: 'person',
      placed: { by: 'session_id' },
      sealed: ['author_tag'],
      keeps: { days: HANDED_DAYS, since: 'handed_at' },
    },
    { table: 'kept_contact', about: 'person', sealed: ['one_sealed', 'other_sealed'] },
  ],
  heldOf: (kit, own) => heldOfEncounters(kit.runner.db, kit.runner.outside.keys, own),
}
