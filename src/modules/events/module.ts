import { deed, reading } from '../../core/operation.ts'
import { prepare, type Reportable } from '../../core/reportable.ts'
import type { Manifest } from '../../web/manifest.ts'
import { addPicture } from './commands/add-picture.ts'
import { askPicture, decidePicture } from './commands/ask-picture.ts'
import { consentPicture } from './commands/consent-picture.ts'
import { addDecision, settleDecision } from './commands/add-decision.ts'
import { callOffEvent } from './commands/call-off-event.ts'
import { addDate, changeDate } from './commands/change-date.ts'
import { createEvent } from './commands/create-event.ts'
import { checkEvent, editEvent } from './commands/edit-event.ts'
import { changeAnswer, giveAnswer, withdrawAnswer } from './commands/give-answer.ts'
import { hideEvent, showEvent } from './commands/hide-event.ts'
import { importEvents } from './commands/import-events.ts'
import { endFeed, makeFeed } from './commands/make-feed.ts'
import { answerPoint, endorsePoint, proposePoint } from './commands/propose-point.ts'
import { discardDraft, publishEvent } from './commands/publish-event.ts'
import { recordDoor } from './commands/record-door.ts'
import { releasePerson } from './commands/release-person.ts'
import { renewSecrets } from './commands/renew-secrets.ts'
import { translateEvent } from './commands/translate-event.ts'
import { writeMinutes } from './commands/write-minutes.ts'
import { listeners, sweeps } from './jobs.ts'
import { pages } from './pages.tsx'
import { bodySection, front, namedOf, ownNote, subjectSection } from './pages/sections.tsx'
import { listEvents } from './queries/calendar.ts'
import { heldOfEvents } from './queries/held.ts'
import { readAnswer } from './queries/linked.ts'
import { newsOf } from './queries/news.ts'
import { myCalendar } from './queries/own-calendar.ts'
import { events as published } from './queries/published.ts'
import { answerable } from './queries/seen-event.ts'
import * as reported from './queries/reported.ts'
import { deskDate, listDates, readDate } from './queries/whole-event.ts'
import { travels, travelsWithBody } from './queries/travels.ts'
import { refusals } from './refusals.ts'
import { KEEP_DAYS, NEED_DAYS } from './rules.ts'

const place = ({ scope, subject }: { scope: string; subject: string }) => ({ host: scope, event: subject })

/** What others may report here, for a room that does not know this one. */
const reportable: Reportable = {
  sort: 'event',
  report: 'events.report-this',
  rules: reported.publishedRules,
  at: reported.at,
  byId: reported.byId,
  isBy: reported.isBy,
  whichAreBy: reported.whichAreBy,
  hide: (tx, id, rule, around) => prepare(tx, hideEvent, { ...place(id), rule }, around),
  show: (tx, id, around) => prepare(tx, showEvent, place(id), around),
}

export const events: Manifest = {
  name: 'events',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    ...[reading(listEvents), reading(listDates), reading(readDate), reading(deskDate), reading(readAnswer), reading(myCalendar)],
    ...[deed(createEvent), deed(editEvent), deed(checkEvent), deed(translateEvent), deed(publishEvent), deed(discardDraft)],
    ...[
      deed(callOffEvent),
      deed(changeDate),
      deed(addDate),
      deed(importEvents),
      deed(giveAnswer),
      deed(changeAnswer),
      deed(withdrawAnswer),
    ],
    ...[deed(recordDoor), deed(writeMinutes), deed(addDecision), deed(settleDecision), deed(proposePoint), deed(endorsePoint)],
    ...[
      deed(answerPoint),
      deed(addPicture),
      deed(consentPicture),
      deed(askPicture),
      deed(decidePicture),
      deed(makeFeed),
      deed(endFeed),
      deed(hideEvent),
      deed(showEvent),
      deed(releasePerson),
      deed(renewSecrets),
    ],
  ],
  pages,
  jobs: () => ({ listeners: listeners(), sweeps: sweeps() }),
  front,
  namedOf,
  ownNote,
  bodySection,
  subjectSection,
  reportables: [reportable],
  publications: [published],
  answerables: [answerable],
  news: newsOf,
  stays: 'asked-anew',
  holds: [
    {
      table: 'hosted_event',
      about: 'person',
      placed: { by: 'host_id' },
      sealed: ['link_sealed'],
      travels: travels.event,
      withBody: travelsWithBody.event,
    },
    { table: 'event_text', about: 'person', placed: { by: 'host_id' }, travels: travels.text, withBody: travelsWithBody.text },
    { table: 'event_occurrence', about: 'nobody', placed: { by: 'host_id' }, travels: travels.occurrence, withBody: travels.occurrence },
    {
      table: 'event_answer',
      about: 'tag',
      placed: { by: 'host_id' },
      sealed: ['account_tag', 'person_tag', 'told_sealed'],
      keeps: { days: KEEP_DAYS, since: 'ends_at' },
    },
    { table: 'event_need', about: 'tag', placed: { by: 'host_id' }, sealed: ['need_sealed'], keeps: { days: NEED_DAYS, since: 'ends_at' } },
    { table: 'event_minutes', about: 'person', placed: { by: 'host_id' }, travels: travels.minutes, withBody: travelsWithBody.minutes },
    { table: 'event_decision', about: 'person', placed: { by: 'host_id' }, travels: travels.decision, withBody: travelsWithBody.decision },
    { table: 'event_point', about: 'person', placed: { by: 'host_id' }, travels: travels.point, withBody: travelsWithBody.point },
    {
      table: 'event_support',
      about: 'tag',
      placed: { by: 'host_id' },
      sealed: ['account_tag'],
      travels: travels.support,
      withBody: travelsWithBody.support,
      keeps: { days: KEEP_DAYS, since: 'ends_at' },
    },
    { table: 'event_picture', about: 'person', placed: { by: 'host_id' }, travels: travels.picture, withBody: travelsWithBody.picture },
    { table: 'event_consent', about: 'nobody', placed: { by: 'host_id' } },
    { table: 'event_feed', about: 'person' },
  ],
  heldOf: (kit, own) => heldOfEvents(kit.runner.db, kit.runner.outside.keys, own),
}
