import { Checkbox, Form, ProblemNote, RadioField, SelectField, TextField, TextArea } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { address, href, type Page } from '../../../web/page.ts'
import type { Host } from '../queries/host.ts'
import type { WholeAnswer } from '../queries/linked.ts'
import { QrCode, type Qr } from '../../../web/qr.tsx'
import { LONGEST, MOST_PEOPLE, pathOf } from '../rules.ts'
import { ANSWERS, REMINDERS, type Way } from '../tables.ts'
import { Pictures } from './pictures.tsx'
import type { EventProps, Filled } from './props.ts'
import { Done, EventState, When, type Values } from './pieces.tsx'

/** Whether one comes: said, or still to say. No address is asked of anybody. */
export function AnswerPart({ page, whole, answer, sending }: EventProps) {
  const { say } = page
  const { row, date, own, mayAnswer, otherName, company } = whole
  const at = href(page, `${pathOf(row.id, date.slot)}/answers`)
  const values: Values =
    answer.values ??
    (own === null
      ? {}
      : { answer: own.answer, people: String(own.people), way: own.way, remind: own.remind, ...(own.shown ? { shown: 'on' } : {}) })
  return (
    <section id="answer">
      <h2>{say(own === null ? 'event.answer' : 'event.answer.own')}</h2>
      {own === null ? null : (
        <p class="status">
          <strong>{say(own.waiting ? 'event.waiting' : `event.answered.${own.answer}`)}</strong>
        </p>
      )}
      {company.length === 0 ? null : <p>{say('event.company', { names: say.list(company.map((name) => `\u2068${name}\u2069`)) })}</p>}
      {otherName ? (
        <p class="note">{say('event.by-another-name')}</p>
      ) : mayAnswer.ok ? (
        <details open={own === null || answer.problem !== undefined}>
          <summary>{say(own === null ? 'event.answer.say' : 'event.answer.change')}</summary>
          <ProblemNote page={page} problem={answer.problem} />
          <Form page={page} action={at} label={say('event.answer')}>
            <input type="hidden" name="sending" value={answer.values?.['sending'] ?? sending} />
            <AnswerFields page={page} way={row.way} values={values} problem={answer.problem} guest={page.actor.account === null} />
            <p class="quiet">{say(page.actor.account === null ? 'event.answer.guest' : 'event.answer.account')}</p>
            <button>{say('event.answer.do')}</button>
          </Form>
        </details>
      ) : (
        <p class="note">{say(mayAnswer.refusal.code, mayAnswer.refusal.data)}</p>
      )}
    </section>
  )
}

type FieldsProps = { page: Page; way: Way; values: Values; problem: Problem | undefined; guest: boolean }

export function AnswerFields({ page, way, values, problem, guest }: FieldsProps) {
  const { say } = page
  return (
    <>
      {/* Nobody has said yes before they chose it. */}
      <RadioField
        name="answer"
        label={say('event.answer.which')}
        value={values['answer']}
        options={ANSWERS.map((one) => ({ value: one, label: say(`event.answer.${one}`) }))}
        problem={problem}
      />
      <TextField
        name="people"
        type="number"
        min={1}
        max={MOST_PEOPLE}
        label={say('event.answer.people')}
        value={values['people'] ?? '1'}
        problem={problem}
      />
      {way === 'hybrid' ? (
        <RadioField
          name="way"
          label={say('event.answer.way')}
          value={values['way'] ?? 'there'}
          options={(['there', 'online'] as const).map((one) => ({ value: one, label: say(`event.coming.${one}`) }))}
          problem={problem}
        />
      ) : (
        <input type="hidden" name="way" value={way === 'online' ? 'online' : 'there'} />
      )}
      {guest ? (
        <TextField
          name="name"
          label={say('event.answer.name')}
          hint={say('event.answer.name.hint')}
          value={values['name']}
          most={LONGEST.name}
          problem={problem}
        />
      ) : (
        <SelectField
          name="remind"
          label={say('event.remind')}
          value={values['remind'] ?? 'day'}
          options={REMINDERS.map((one) => ({ value: one, label: say(`event.remind.${one}`) }))}
          problem={problem}
        />
      )}
      <TextField name="brings" label={say('event.answer.brings')} value={values['brings']} most={LONGEST.brings} problem={problem} />
      <TextArea
        name="needs"
        label={say('event.answer.needs')}
        hint={say('event.answer.needs.hint')}
        rows={2}
        value={values['needs']}
        most={LONGEST.need}
        problem={problem}
      />
      <Checkbox
        name="shown"
        label={say('event.answer.shown')}
        hint={say('event.answer.shown.hint')}
        checked={values['shown'] !== undefined}
      />
    </>
  )
}

type LinkedProps = {
  readonly page: Page
  readonly link: string
  readonly own: WholeAnswer
  /** Null: the reader may not know of it any more. */
  readonly host: Host | null
  readonly qr: Qr
  readonly done: string | null
  readonly filled: Filled
  readonly company: readonly string[]
}

/** Who answered without an account gets no letter: here it says what became of the date, and why. */
const changeOf = ({ event, date }: WholeAnswer) => ({
  ...{ state: event.state === 'called-off' ? event.state : date.state, movedFrom: date.moved_from, zone: event.zone },
  ...{ reason: date.reason ?? event.reason, reasonLanguage: date.words_language ?? event.reason_language },
})

/** The private page of an answer: whoever has its address changes it and takes it back. */
export function LinkedAnswerPage({ page, link, own, host, qr, done, filled, company }: LinkedProps) {
  const { say } = page
  const { event, date, row, told, need, text, room, code } = own
  const at = `/event-answers/${link}`
  const values: Values = filled.values ?? {
    ...{ answer: row.answer, people: String(row.people), way: row.way, name: told.name, brings: told.brings, needs: need },
    ...(row.shown ? { shown: 'on' } : {}),
  }
  const calledOff = event.state === 'called-off' || date.state === 'called-off'
  return (
    <Layout page={page} title={say('event.answer.own')} index={false}>
      <h1>{say('event.answer.own')}</h1>
      <Done page={page} done={done} />
      <ProblemNote page={page} problem={filled.problem} />
      <section class="card">
        <InLanguage as="h2" language={text.language}>
          <a href={href(page, pathOf(event.id, date.slot))}>{text.title}</a>
        </InLanguage>
        <p>
          <When page={page} at={{ startsAt: date.starts_at, endsAt: date.ends_at, zone: event.zone }} />
        </p>
        <EventState page={page} card={changeOf(own)} />
        {calledOff ? null : (
          <p class="status">
            <strong>{say(row.waiting ? 'event.waiting' : `event.answered.${row.answer}`)}</strong>
          </p>
        )}
        {text.venue === '' ? null : (
          <p>
            <bdi>{text.venue}</bdi>
          </p>
        )}
        {room === null ? null : (
          <p>
            <a href={room} rel="noreferrer">
              {say('event.room.go')}
            </a>
          </p>
        )}
        {company.length === 0 ? null : <p>{say('event.company', { names: say.list(company.map((name) => `\u2068${name}\u2069`)) })}</p>}
        <p>{say('event.code', { code })}</p>
      </section>
      <section class="note">
        <h2>{say('event.answer.keep')}</h2>
        <p>{say('event.answer.keep.what')}</p>
        <p class="proof" dir="ltr">
          {address(page, at)}
        </p>
        <QrCode qr={qr} label={say('event.answer.qr')} />
        <p>
          <a href={href(page, `${pathOf(event.id)}/calendar.ics`)}>{say('event.take')}</a>
        </p>
      </section>
      <Pictures page={page} pictures={own.pictures} team={false} link={link} />
      {own.mayChange ? (
        <details open={filled.problem !== undefined}>
          <summary>{say('event.answer.change')}</summary>
          <Form page={page} action={href(page, at)} label={say('event.answer.change')}>
            <AnswerFields page={page} way={event.way} values={values} problem={filled.problem} guest={told.account === null} />
            <button>{say('event.answer.save')}</button>
          </Form>
        </details>
      ) : null}
      {host === null ? null : <Onward page={page} host={host} />}
      <section>
        <h2>{say('event.answer.withdraw')}</h2>
        <p>{say('event.answer.withdraw.what')}</p>
        <Form page={page} action={href(page, `${at}/withdrawal`)} label={say('event.answer.withdraw')}>
          <button class="danger">{say('event.answer.withdraw')}</button>
        </Form>
      </section>
    </Layout>
  )
}

/** From one evening to whoever holds it: to follow them, or to come in. */
function Onward({ page, host }: { page: Page; host: Host }) {
  const { say } = page
  return (
    <section>
      <h2>{say('event.onward', { name: host.name })}</h2>
      <p class="actions">
        {page.actor.account !== null || host.hidden ? null : (
          <a class="button quiet" href={href(page, `/feeds?follow=${host.sort}:${host.id}`)}>
            {say('event.onward.follow')}
          </a>
        )}
        <a class="button quiet" href={href(page, host.joins && !host.member ? `${host.path}/join` : host.path)}>
          {say(host.joins && !host.member ? 'event.onward.join' : 'event.onward.page')}
        </a>
      </p>
    </section>
  )
}
