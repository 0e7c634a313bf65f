import { Checkbox, Form, ProblemNote, SelectField, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Day } from '../../../web/time.tsx'
import type { Speaker } from '../queries/shapes.ts'
import { MERGE_REASONS } from '../rules.ts'
import { SpeakerWords } from './speaker.tsx'
import { SaidAgain } from './statement-line.tsx'

export type QueuedStatement = {
  readonly number: number
  readonly text: string
  readonly language: string
  readonly speaker: Speaker
  readonly seed: boolean
  readonly meta: boolean
  readonly status: 'waiting' | 'published' | 'declined'
  readonly declinedFor: string | null
  readonly note: string | null
  readonly createdAt: Date
  readonly mergedInto: number | null
}

export type QueuedMeeting = {
  readonly number: number
  readonly title: string
  readonly language: string
  readonly heldOn: string
  readonly place: string | null
  readonly people: number
  readonly sheets: number
  readonly givenTo: string | null
  readonly office: string | null
  readonly withdrawn: boolean
}

export type ModerationProps = {
  readonly page: Page
  readonly slug: string
  readonly title: { readonly text: string; readonly language: string }
  readonly show: 'waiting' | 'published' | 'declined'
  readonly counts: Readonly<Record<'waiting' | 'published' | 'declined', number>>
  readonly statements: readonly QueuedStatement[]
  readonly rules: readonly string[]
  readonly meetings: readonly QueuedMeeting[]
  /** Numbers of statements that came with a sheet, and of the meetings. */
  readonly writtenAt: ReadonlyMap<number, number>
  readonly mayMerge: boolean
  /** A decision that was refused, as it was written. */
  readonly declining?: Declining | undefined
}

export type Declining = { readonly number: number; readonly rule: string; readonly note: string; readonly problem: Problem }

export function ModerationPage(props: ModerationProps) {
  const { page, slug, title, show, counts, statements } = props
  const { say } = page
  return (
    <Layout page={page} title={say('desk.moderation')} index={false}>
      <p class="crumb">
        <a href={href(page, `/dialogues/${slug}`)}>
          <InLanguage language={title.language}>{title.text}</InLanguage>
        </a>
      </p>
      <h1>{say('desk.moderation')}</h1>
      <p>
        <a href={href(page, `/dialogues/${slug}/moderation/patterns`)}>{say('desk.patterns')}</a>
      </p>
      <nav class="tabs" aria-label={say('moderation.show')}>
        {(['waiting', 'published', 'declined'] as const).map((status) => (
          <a href={href(page, `/dialogues/${slug}/moderation?show=${status}`)} aria-current={status === show ? 'page' : undefined}>
            {say(`moderation.${status}`, { count: counts[status] })}
          </a>
        ))}
      </nav>
      {statements.length === 0 ? <p class="empty">{say(`moderation.none.${show}`)}</p> : null}
      <ul class="rows">
        {statements.map((statement) => (
          <li>
            <Decision {...props} statement={statement} />
          </li>
        ))}
      </ul>
      <Meetings {...props} />
    </Layout>
  )
}

/** Each with all its sheets is one source: whoever sees something wrong with it takes it back as a whole. */
function Meetings({ page, slug, meetings }: ModerationProps) {
  const { say } = page
  if (meetings.length === 0) return null
  return (
    <section id="meetings">
      <h2>{say('meetings.title')}</h2>
      <ul class="rows">
        {meetings.map(({ number, title, language, heldOn, place, people, sheets, givenTo, office, withdrawn }) => (
          <li id={`meeting-${number}`}>
            <InLanguage as="h3" language={language}>
              {title}
            </InLanguage>
            <p class="quiet">
              <Day page={page} at={new Date(`${heldOn}T12:00:00Z`)} />
              {place === null ? null : (
                <>
                  {' · '}
                  <bdi>{place}</bdi>
                </>
              )}
              {' · '}
              {say('entry.so-many', { sheets, people })}
              {' · '}
              {say('meetings.entered-by')} {givenTo === null ? say('speaker.body', { office: office ?? 'none' }) : <bdi>{givenTo}</bdi>}
            </p>
            {withdrawn ? (
              <p>{say('meeting.withdrawn')}</p>
            ) : (
              <details>
                <summary>{say('entry.withdraw')}</summary>
                <p>{say('entry.withdraw.what')}</p>
                <Form page={page} action={href(page, `/dialogues/${slug}/kit/entry/meetings/${number}/withdrawal`)}>
                  <button class="danger">{say('entry.withdraw.do')}</button>
                </Form>
              </details>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Of two that say the same, people are asked about one. */
function Merge({ page, slug, statement, mayMerge }: ModerationProps & { statement: QueuedStatement }) {
  const { say } = page
  const { number, mergedInto, status } = statement
  if (!mayMerge || status !== 'published') return null
  const address = href(page, `/dialogues/${slug}/statements/${number}`)
  if (mergedInto !== null)
    return (
      <>
        <SaidAgain page={page} slug={slug} into={mergedInto} />
        <Form page={page} action={`${address}/split`} label={say('merge.undo.of', { number })}>
          <button class="quiet">{say('merge.undo')}</button>
        </Form>
      </>
    )
  return (
    <details>
      <summary>{say('merge.do')}</summary>
      <p>{say('merge.what')}</p>
      <Form page={page} action={`${address}/merge`} label={say('merge.of', { number })}>
        <TextField
          name="into"
          id={`into-${number}`}
          type="number"
          min={0}
          label={say('merge.into')}
          hint={say('merge.into.hint')}
          required
        />
        <SelectField
          name="reason"
          id={`reason-${number}`}
          label={say('merge.reason')}
          options={MERGE_REASONS.map((value) => ({ value, label: say(`merge.reason.${value}`) }))}
        />
        <button>{say('merge.do')}</button>
      </Form>
    </details>
  )
}

function Decision(props: ModerationProps & { statement: QueuedStatement }) {
  const { page, slug, statement, writtenAt } = props
  const { say } = page
  const meeting = writtenAt.get(statement.number)
  const address = href(page, `/dialogues/${slug}/statements/${statement.number}`)
  const label = (key: string) => say(key, { number: statement.number })
  return (
    <article id={`statement-${statement.number}`}>
      <InLanguage as="p" language={statement.language} class="statement">
        {statement.text}
      </InLanguage>
      <p class="quiet">
        <SpeakerWords page={page} speaker={statement.speaker} /> · {say.language(statement.language)} ·{' '}
        <Day page={page} at={statement.createdAt} />
        {statement.seed ? ` · ${say('statement.seed')}` : null}
        {statement.meta ? ` · ${say('statement.meta')}` : null}
        {` · ${say('merge.number', { number: statement.number })}`}
        {meeting === undefined ? null : (
          <>
            {' · '}
            <a href={`#meeting-${meeting}`}>{say('moderation.from-meeting')}</a>
          </>
        )}
      </p>
      {statement.declinedFor === null ? null : (
        <p>
          {statement.declinedFor === 'withdrawn'
            ? say('rule.withdrawn')
            : say('moderation.declined-for', { rule: say(`rule.${statement.declinedFor}`) })}
        </p>
      )}
      <div class="actions">
        {statement.status === 'published' || statement.declinedFor === 'withdrawn' ? null : (
          <Form page={page} action={`${address}/publication`} label={label('moderation.publish.of')}>
            <button>{say(statement.status === 'declined' ? 'moderation.publish-after-all' : 'moderation.publish')}</button>
          </Form>
        )}
      </div>
      {statement.status === 'declined' ? null : <Decline {...props} address={address} />}
      <Merge {...props} />
      <details>
        <summary>{say('moderation.marks')}</summary>
        <Form page={page} action={`${address}/marks`} label={label('moderation.marks.of')}>
          <Checkbox name="seed" label={say('moderation.seed')} hint={say('moderation.seed.hint')} checked={statement.seed} />
          <Checkbox name="meta" label={say('moderation.meta')} hint={say('moderation.meta.hint')} checked={statement.meta} />
          <button class="quiet">{say('moderation.marks.do')}</button>
        </Form>
      </details>
    </article>
  )
}

function Decline({ page, rules, statement, declining, address }: ModerationProps & { statement: QueuedStatement; address: string }) {
  const { say } = page
  const { number, status } = statement
  const written = declining?.number === number ? declining : undefined
  return (
    <details open={written !== undefined}>
      <summary>{say(status === 'published' ? 'moderation.withdraw' : 'moderation.decline')}</summary>
      <ProblemNote page={page} problem={written === undefined ? undefined : { ...written.problem, fields: new Map() }} />
      <Form page={page} action={`${address}/refusal`} label={say('moderation.decline.of', { number })}>
        <SelectField
          name="rule"
          id={`rule-${number}`}
          label={say('moderation.rule')}
          value={written?.rule}
          options={rules.map((rule) => ({ value: rule, label: say(`rule.${rule}`) }))}
          problem={written?.problem}
        />
        <TextArea
          name="note"
          id={`note-${number}`}
          label={say('moderation.note')}
          hint={say('moderation.note.hint')}
          value={written?.note}
          rows={2}
          most={500}
          problem={written?.problem}
        />
        <button class="danger">{say('moderation.decline.do')}</button>
      </Form>
    </details>
  )
}
