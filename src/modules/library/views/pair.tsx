import { Form, LanguageField, TextArea, TextField } from '../../../web/fields.tsx'
import { InLanguage } from '../../../web/layout.tsx'
import { href } from '../../../web/page.ts'
import { Moment } from '../../../web/time.tsx'
import { Lines } from '../../../web/parts.tsx'
import type { Pair } from '../queries/assists.ts'
import type { BodyName } from '../queries/shapes.ts'
import { LONGEST } from '../rules.ts'
import type { AssistProps } from './assist-props.ts'
import { BodyLink, OnDay } from './pieces.tsx'

type SideProps = AssistProps & { readonly pair: Pair; readonly body: BodyName | undefined }

/** What the two sides of one offer read and do, and nobody else. */
export function PairSide(props: SideProps) {
  const { page, pair, body } = props
  const { say } = page
  const { offer } = pair
  const late = offer.state === 'waiting' && offer.answer_by < page.now
  return (
    <article class="card">
      <h3>{body === undefined ? null : <BodyLink page={page} body={body} />}</h3>
      <p class={late ? 'status late' : 'status'}>
        <strong>{say(`assist.offer.${offer.state}`)}</strong>
        {offer.state === 'waiting' ? (
          <>
            {' '}
            · {say(late ? 'library.answer.late' : 'library.answer.by')} <OnDay page={page} day={offer.answer_by.toISOString()} />
          </>
        ) : null}
      </p>
      <dl class="facts">
        <dt>{say('assist.who')}</dt>
        <dd>
          <InLanguage language={offer.language}>{offer.who}</InLanguage>
        </dd>
        <dt>{say('assist.when')}</dt>
        <dd>
          <InLanguage language={offer.language}>{offer.available}</InLanguage>
        </dd>
      </dl>
      <Lines text={offer.lived} language={offer.language} />
      <Answering {...props} />
      {offer.state === 'paired' ? <Meeting {...props} /> : null}
      {offer.state === 'paired' ? <Note {...props} /> : null}
    </article>
  )
}

const at = ({ page, assist, pair }: SideProps): string => `${href(page, assist.path)}/offers/${pair.offer.body_id}`

function Answering(props: SideProps) {
  const { page, assist, asker, pair } = props
  const { say } = page
  const { state } = pair.offer
  return (
    <div class="actions">
      {asker && state === 'waiting' && assist.state === 'open'
        ? (['paired', 'declined'] as const).map((outcome) => (
            <Form page={page} action={`${at(props)}/decision`}>
              <input type="hidden" name="outcome" value={outcome} />
              <button class={outcome === 'paired' ? undefined : 'quiet'}>{say(`assist.decide.${outcome}`)}</button>
            </Form>
          ))
        : null}
      {pair.helper && (state === 'waiting' || state === 'paired') ? (
        <Form page={page} action={`${at(props)}/withdrawal`}>
          <button class="quiet">{say('assist.offer.withdraw')}</button>
        </Form>
      ) : null}
    </div>
  )
}

function Meeting(props: SideProps) {
  const { page, pair, form, values, problem } = props
  const { say } = page
  const { meeting } = pair
  const own = form === `meeting-${pair.offer.body_id}` ? values : {}
  const fault = form === `meeting-${pair.offer.body_id}` ? problem : undefined
  return (
    <section>
      <h4>{say('assist.meeting')}</h4>
      {meeting === null ? (
        <p class="quiet">{say('assist.meeting.none')}</p>
      ) : (
        <>
          <p>
            <Moment page={page} at={meeting.starts_at} /> · {say('assist.minutes', { count: meeting.minutes })} · <bdi>{meeting.place}</bdi>
          </p>
          <p>
            <a href={`${at(props)}/meeting.ics`}>{say('assist.calendar')}</a>
          </p>
          {meeting.held === null ? null : <p class="status">{say(meeting.held ? 'assist.held' : 'assist.not-met')}</p>}
        </>
      )}
      {meeting !== null && meeting.held === null && meeting.starts_at <= page.now ? (
        <div class="actions">
          {(['yes', 'no'] as const).map((held) => (
            <Form page={page} action={`${at(props)}/held`}>
              <input type="hidden" name="held" value={held} />
              <button class="quiet">{say(held === 'yes' ? 'assist.held.yes' : 'assist.held.no')}</button>
            </Form>
          ))}
        </div>
      ) : null}
      <details open={fault !== undefined}>
        <summary>{say(meeting === null ? 'assist.meeting.settle' : 'assist.meeting.change')}</summary>
        <Form page={page} action={`${at(props)}/meeting`}>
          <TextField
            name="startsAt"
            id={`startsAt-${pair.offer.body_id}`}
            type="datetime-local"
            label={say('assist.meeting.starts')}
            hint={say('assist.meeting.zone', { zone: page.homeZone })}
            value={own['startsAt']}
            required
            problem={fault}
          />
          <TextField
            name="minutes"
            id={`minutes-${pair.offer.body_id}`}
            type="number"
            label={say('assist.meeting.minutes')}
            value={own['minutes'] ?? '60'}
            min={15}
            max={480}
            required
            problem={fault}
          />
          <TextField
            name="place"
            id={`place-${pair.offer.body_id}`}
            label={say('assist.meeting.place')}
            value={own['place'] ?? meeting?.place}
            most={LONGEST.line}
            required
            problem={fault}
          />
          <button>{say('library.save')}</button>
        </Form>
      </details>
    </section>
  )
}

function Note(props: SideProps) {
  const { page, asker, pair } = props
  const { say } = page
  const { note } = pair
  if (note?.agreed_at != null)
    return (
      <p class="status">
        <strong>{say('assist.note.agreed')}</strong>{' '}
        {asker && note.entry_id !== null ? <a href={href(page, `/library/${note.entry_id}`)}>{say('assist.note.draft')}</a> : null}
      </p>
    )
  const waitsForMe = note !== null && ((asker && !note.asker_agreed) || (pair.helper && !note.helper_agreed))
  return (
    <section>
      <h4>{say('assist.note')}</h4>
      <p class="quiet">{say('assist.note.lead')}</p>
      {note === null ? null : (
        <>
          <InLanguage as="p" language={note.language}>
            <strong>{note.title}</strong>
          </InLanguage>
          {[note.did, note.came, note.failed].map((text) => (text === '' ? null : <Lines text={text} language={note.language} />))}
          <p class="status">{say(waitsForMe ? 'assist.note.yours' : 'assist.note.theirs')}</p>
          {waitsForMe ? (
            <Form page={page} action={`${at(props)}/agreement`}>
              <input type="hidden" name="version" value={String(note.version)} />
              <button>{say('assist.note.agree')}</button>
            </Form>
          ) : null}
        </>
      )}
      <NoteForm {...props} />
    </section>
  )
}

function NoteForm(props: SideProps) {
  const { page, pair, form, values, problem } = props
  const { say } = page
  const { note } = pair
  const id = pair.offer.body_id
  const mine = form === `note-${id}`
  const fault = mine ? problem : undefined
  const value = (name: 'title' | 'did' | 'came' | 'failed' | 'language') => (mine ? values[name] : note?.[name])
  const field = (name: 'did' | 'came' | 'failed', required: boolean) => (
    <TextArea
      name={name}
      id={`${name}-${id}`}
      label={say(`library.word.${name}`)}
      value={value(name)}
      most={LONGEST.word}
      required={required}
      problem={fault}
    />
  )
  return (
    <details open={fault !== undefined}>
      <summary>{say(note === null ? 'assist.note.write' : 'assist.note.rewrite')}</summary>
      <Form page={page} action={`${at(props)}/note`}>
        <input type="hidden" name="follows" value={String(note?.version ?? 0)} />
        <TextField
          name="title"
          id={`title-${id}`}
          label={say('library.word.title')}
          value={value('title')}
          most={LONGEST.title}
          required
          problem={fault}
        />
        {field('did', true)}
        {field('came', true)}
        {field('failed', false)}
        <LanguageField page={page} id={`note-language-${id}`} label={say('library.written-in')} value={value('language')} problem={fault} />
        <button>{say('library.save')}</button>
      </Form>
    </details>
  )
}
