import { Form, SelectField, TextField, type Option } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { href, type Page } from '../../../web/page.ts'
import { CAPACITY, LENGTHS, LONGEST, NEW_ACCOUNT_DAYS, slotsOf, SLOT_MINUTES, TABLES, type TablePlan } from '../rules.ts'
import type { Place } from './pieces.tsx'

export type RoomFormsProps = {
  readonly page: Page
  readonly session: Place & { readonly zone: string; readonly startsAt: Date; readonly endsAt: Date }
  readonly plan: TablePlan | null
  /** Opens rooms and lends tables. */
  readonly leads: boolean
  readonly sending: string
  readonly values: Readonly<Record<string, string>>
  /** Which form came back. */
  readonly faulty: '' | 'room' | 'tables'
  readonly problem: Problem | undefined
}

const NO_VALUES: RoomFormsProps['values'] = {}
const QUARTER_MS = SLOT_MINUTES * 60_000
/** More than that nobody chooses from a list: a session whose hours are not known yet lasts whole days. */
const MOST_QUARTERS = 60

/** The quarters of an hour at which something can begin in the session. */
function quartersOf({ startsAt, endsAt }: Pick<RoomFormsProps['session'], 'startsAt' | 'endsAt'>): readonly Date[] {
  const first = new Date(Math.ceil(startsAt.getTime() / QUARTER_MS) * QUARTER_MS)
  return slotsOf(first, Math.max(0, Math.floor((endsAt.getTime() - first.getTime()) / QUARTER_MS)) * SLOT_MINUTES)
}

const lengths = (page: Page): readonly Option[] =>
  LENGTHS.map((count) => ({ value: String(count), label: page.say('encounters.meeting.length', { count }) }))

const numbers = (page: Page, { least, most }: { readonly least: number; readonly most: number }): readonly Option[] =>
  Array.from({ length: most - least + 1 }, (_, at) => ({ value: String(least + at), label: page.say.number(least + at) }))

/** Whoever leads opens a room by it; others on the list propose one. */
export function RoomForm({ page, session, leads, sending, ...form }: RoomFormsProps) {
  const { say } = page
  const { values, problem } = form.faulty === 'room' ? form : { values: NO_VALUES, problem: undefined }
  const quarters = quartersOf(session).filter((at) => at.getTime() + QUARTER_MS > page.now.getTime())
  if (quarters.length === 0) return <p class="quiet">{say('encounters.room.too-late')}</p>
  return (
    <Form
      page={page}
      action={href(page, `${session.path}/people/rooms`)}
      label={say(leads ? 'encounters.room.open' : 'encounters.room.propose')}
    >
      {leads ? null : <p>{say('encounters.room.propose.what')}</p>}
      <input type="hidden" name="sending" value={sending} />
      <TextField
        name="title"
        label={say('encounters.room.title')}
        value={values['title']}
        most={LONGEST.title}
        required
        problem={problem}
      />
      <TextField
        name="topic"
        label={say('encounters.room.topic')}
        hint={say('encounters.room.topic.hint')}
        value={values['topic']}
        most={LONGEST.word}
        problem={problem}
      />
      {quarters.length <= MOST_QUARTERS ? (
        <SelectField
          name="startsAt"
          label={say('encounters.room.starts')}
          hint={say('encounters.room.starts.hint', { zone: session.zone.replaceAll('_', ' ') })}
          value={values['startsAt']}
          options={quarters.map((at) => ({ value: at.toISOString(), label: say.hour(at, session.zone) }))}
          problem={problem}
        />
      ) : (
        <TextField
          name="startsAt"
          type="datetime-local"
          label={say('encounters.room.starts')}
          hint={say('encounters.meeting.at.hint', { zone: session.zone.replaceAll('_', ' ') })}
          value={values['startsAt']}
          required
          problem={problem}
        />
      )}
      <SelectField
        name="minutes"
        label={say('encounters.meeting.minutes')}
        value={values['minutes'] ?? '30'}
        options={lengths(page)}
        problem={problem}
      />
      <SelectField
        name="capacity"
        label={say('encounters.room.capacity')}
        value={values['capacity'] ?? String(CAPACITY.usual)}
        options={numbers(page, CAPACITY)}
        problem={problem}
      />
      <TextField
        name="place"
        label={say('encounters.meeting.place')}
        hint={say('encounters.room.place.hint')}
        value={values['place']}
        most={LONGEST.place}
        problem={problem}
      />
      <TextField
        name="link"
        type="url"
        label={say('encounters.room.link')}
        hint={leads ? undefined : say('encounters.room.link.hint', { days: NEW_ACCOUNT_DAYS })}
        value={values['link']}
        most={LONGEST.link}
        problem={problem}
      />
      <button class="quiet">{say(leads ? 'encounters.room.open' : 'encounters.room.propose')}</button>
    </Form>
  )
}

/** By the clock of the place, as a field for a day and an hour takes it. */
const local = (at: Date, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' })

/** How many tables there are for two who talk, and when. */
export function TablesForm({ page, session, plan, ...form }: RoomFormsProps) {
  const { say } = page
  const { values, problem } = form.faulty === 'tables' ? form : { values: NO_VALUES, problem: undefined }
  const from = plan?.startsAt ?? session.startsAt
  const to = plan?.endsAt ?? session.endsAt
  const zone = session.zone.replaceAll('_', ' ')
  return (
    <Form page={page} action={href(page, `${session.path}/people/tables`)} label={say('encounters.tables')}>
      <p>{say('encounters.tables.what')}</p>
      <TextField
        name="tables"
        type="number"
        label={say('encounters.tables.count')}
        hint={say('encounters.tables.count.hint')}
        value={values['tables'] ?? String(plan?.tables ?? 0)}
        min={0}
        max={TABLES.most}
        required
        problem={problem}
      />
      <SelectField
        name="slot"
        label={say('encounters.tables.slot')}
        value={values['slot'] ?? String(plan?.minutes ?? 15)}
        options={lengths(page)}
        problem={problem}
      />
      <TextField
        name="from"
        type="datetime-local"
        label={say('encounters.tables.from')}
        hint={say('encounters.meeting.at.hint', { zone })}
        value={values['from'] ?? local(from, session.zone)}
        required
        problem={problem}
      />
      <TextField
        name="to"
        type="datetime-local"
        label={say('encounters.tables.to')}
        value={values['to'] ?? local(to, session.zone)}
        required
        problem={problem}
      />
      <button class="quiet">{say('encounters.tables.save')}</button>
    </Form>
  )
}
