import {
  Checkbox,
  CheckboxField,
  Form,
  LanguageField,
  languageOptions,
  ProblemNote,
  RadioField,
  SelectField,
  TextArea,
  TextField,
  type Option,
} from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Crumb } from '../../../web/parts.tsx'
import type { Host } from '../queries/host.ts'
import { EVERY, LONGEST, RULES } from '../rules.ts'
import { KINDS, KNOWN, LINK_FOR, VISIBILITIES, WAYS } from '../tables.ts'

/** What a form holds: one text a field, and all that were ticked. */
export type Written = { readonly one: Readonly<Record<string, string>>; readonly many: Readonly<Record<string, readonly string[]>> }

export type WriteProps = {
  readonly page: Page
  readonly host: Host
  /** Null: a new one. */
  readonly event: { readonly id: string; readonly draft: boolean; readonly mine: boolean } | null
  readonly sending: string
  readonly values: Written
  readonly places: readonly Option[]
  readonly topics: readonly Option[]
  readonly problem?: Problem | undefined
}

export function WritePage(props: WriteProps) {
  const { page, host, event, problem } = props
  const { say } = page
  // Of a member it is a proposal to those who lead.
  const [title, what, button] =
    event !== null
      ? [say('event.edit'), say('event.edit.what'), say('event.save')]
      : host.team
        ? [say('events.new'), say('event.new.what'), say('event.save-draft')]
        : [say('events.propose'), say('events.propose.what'), say('events.propose.do')]
  return (
    <Layout page={page} title={title} index={false} scripts={['keep-draft.js']}>
      <Crumb page={page} path={event === null ? `${host.path}/events` : `/events/${event.id}`}>
        <InLanguage language={host.language}>{host.name}</InLanguage>
      </Crumb>
      <h1>{title}</h1>
      <p class="lead">{what}</p>
      <ProblemNote page={page} problem={problem} />
      <Form
        page={page}
        action={href(page, event === null ? '/events' : `/events/${event.id}/edit`)}
        draft={event === null ? `${host.id}/events/new` : `/events/${event.id}/edit`}
      >
        {event === null ? <input type="hidden" name={host.sort} value={host.id} /> : null}
        <input type="hidden" name="sending" value={props.sending} />
        <TextFields page={page} values={props.values.one} problem={problem} languages={host.languages} />
        <PlanFields {...props} />
        {event === null || event.draft ? <TimeFields {...props} /> : <p class="note">{say('event.edit.times')}</p>}
        <PlaceFields {...props} />
        <RoomFields {...props} />
        {event === null || event.mine ? null : <Checkbox name="own" label={say('event.own')} checked={false} />}
        {host.sort === 'body' ? <p>{say('event.own.public')}</p> : null}
        <button>{button}</button>
      </Form>
      <details>
        <summary>{say('event.rules')}</summary>
        <ul>
          {RULES.map((rule) => (
            <li>{say(`event-rule.${rule}`)}</li>
          ))}
        </ul>
      </details>
    </Layout>
  )
}

type TextProps = { page: Page; values: Written['one']; problem: Problem | undefined; languages: readonly string[] }

export function TextFields({ page, values, problem, languages }: TextProps) {
  const { say } = page
  return (
    <>
      <TextField name="title" label={say('event.title')} value={values['title']} most={LONGEST.title} required problem={problem} />
      <TextArea name="text" label={say('event.text')} rows={6} value={values['text']} most={LONGEST.text} problem={problem} />
      <LanguageField page={page} label={say('event.language')} value={values['language']} first={languages} problem={problem} />
      <TextField name="whom" label={say('event.whom')} value={values['whom']} most={LONGEST.line} problem={problem} />
      <TextField name="venue" label={say('event.venue')} value={values['venue']} most={LONGEST.line} problem={problem} />
      <TextArea
        name="directions"
        label={say('event.directions')}
        rows={3}
        value={values['directions']}
        most={LONGEST.words}
        problem={problem}
      />
      <TextArea
        name="access"
        label={say('event.access.words')}
        hint={say('event.access.hint')}
        rows={3}
        value={values['access']}
        most={LONGEST.words}
        problem={problem}
      />
      <TextField
        name="cost"
        label={say('event.cost')}
        hint={say('event.cost.hint')}
        value={values['cost']}
        most={LONGEST.line}
        problem={problem}
      />
    </>
  )
}

function PlanFields({ page, host, values: { one, many }, topics, problem }: WriteProps) {
  const { say } = page
  return (
    <>
      <SelectField
        name="kind"
        label={say('event.kind')}
        value={one['kind'] ?? 'meeting'}
        options={KINDS.map((kind) => ({ value: kind, label: say(`event.kind.${kind}`) }))}
        problem={problem}
      />
      {host.hidden ? (
        <input type="hidden" name="visibility" value="members" />
      ) : (
        <RadioField
          name="visibility"
          label={say('event.visibility')}
          value={one['visibility'] ?? 'everybody'}
          options={VISIBILITIES.map((who) => ({ value: who, label: say(`event.visibility.${who}`) }))}
          problem={problem}
        />
      )}
      <CheckboxField
        name="languages"
        label={say('event.languages')}
        options={languageOptions(page, [...host.languages, ...(many['languages'] ?? [])])}
        chosen={many['languages'] ?? [say.locale]}
        problem={problem}
      />
      <details>
        <summary>{say('event.topics')}</summary>
        <CheckboxField name="topics" label={say('event.topics')} options={topics} chosen={many['topics'] ?? []} problem={problem} />
      </details>
    </>
  )
}

function TimeFields({ page, values: { one }, problem }: WriteProps) {
  const { say } = page
  return (
    <>
      <TextField name="starts" type="datetime-local" label={say('event.starts')} value={one['starts']} required problem={problem} />
      <TextField name="ends" type="datetime-local" label={say('event.ends')} value={one['ends']} required problem={problem} />
      <TextField
        name="zone"
        label={say('event.zone')}
        hint={say('event.zone.hint')}
        value={one['zone'] ?? page.homeZone}
        required
        problem={problem}
      />
      <SelectField
        name="every"
        label={say('event.repeats')}
        hint={say('event.repeats.hint')}
        value={one['every'] ?? 'once'}
        options={['once', ...EVERY, 'by-hand'].map((every) => ({ value: every, label: say(`event.every.${every}`) }))}
        problem={problem}
      />
      <details
        open={
          (one['interval'] ?? '1') !== '1' || (one['until'] ?? '') !== '' || (one['count'] ?? '') !== '' || (one['source'] ?? '') !== ''
        }
      >
        <summary>{say('event.repeats.more')}</summary>
        <TextField
          name="interval"
          type="number"
          min={1}
          max={12}
          label={say('event.interval')}
          value={one['interval'] ?? '1'}
          problem={problem}
        />
        <TextField name="until" type="date" label={say('event.repeat.until')} value={one['until']} problem={problem} />
        <TextField name="count" type="number" min={1} max={200} label={say('event.repeat.count')} value={one['count']} problem={problem} />
        <TextField
          name="source"
          label={say('event.source.field')}
          hint={say('event.source.hint')}
          value={one['source']}
          most={LONGEST.source}
          problem={problem}
        />
      </details>
    </>
  )
}

const KNOWN_FIELDS = [
  ['stepFree', 'event.step-free'],
  ['quietRoom', 'event.quiet-room'],
  ['childcare', 'event.childcare'],
] as const

function PlaceFields({ page, values: { one }, places, problem }: WriteProps) {
  const { say } = page
  return (
    <>
      <RadioField
        name="way"
        label={say('event.way')}
        value={one['way'] ?? 'in-person'}
        options={WAYS.map((way) => ({ value: way, label: say(`event.way.${way}`) }))}
        problem={problem}
      />
      <TextField
        name="placeName"
        label={say('event.place')}
        hint={say('event.place.hint')}
        value={one['placeName']}
        most={80}
        problem={problem}
      />
      {places.length === 0 ? null : (
        <RadioField name="place" label={say('event.place.which')} value={one['place']} options={places} problem={problem} />
      )}
      {KNOWN_FIELDS.map(([name, key]) => (
        <SelectField
          name={name}
          label={say(key)}
          value={one[name] ?? 'unknown'}
          options={KNOWN.map((known) => ({ value: known, label: say(`event.known.${known}`) }))}
          problem={problem}
        />
      ))}
    </>
  )
}

function RoomFields({ page, values: { one }, problem }: WriteProps) {
  const { say } = page
  return (
    <>
      <TextField
        name="link"
        type="url"
        label={say('event.link')}
        hint={say('event.link.hint')}
        value={one['link']}
        most={LONGEST.link}
        problem={problem}
      />
      <SelectField
        name="linkFor"
        label={say('event.link-for')}
        value={one['linkFor'] ?? 'answered'}
        options={LINK_FOR.map((who) => ({ value: who, label: say(`event.link-for.${who}`) }))}
        problem={problem}
      />
      <TextField
        name="capacity"
        type="number"
        min={1}
        label={say('event.capacity')}
        hint={say('event.capacity.hint')}
        value={one['capacity']}
        problem={problem}
      />
      <TextField
        name="closesHours"
        type="number"
        min={0}
        label={say('event.closes-hours')}
        value={one['closesHours'] ?? '0'}
        problem={problem}
      />
      <TextField
        name="contact"
        label={say('event.contact')}
        hint={say('event.contact.hint')}
        value={one['contact']}
        most={LONGEST.contact}
        problem={problem}
      />
    </>
  )
}
