import { Form, ProblemNote, TextField } from '../../../web/fields.tsx'
import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Point, WholeDate } from '../queries/whole-event.ts'
import { DAY_MS, LONGEST, pathOf } from '../rules.ts'
import type { EventProps } from './props.ts'

/** What is proposed for a meeting, how many voices bring it onto the agenda, and what became of it. */
export function Agenda({ page, whole, sending, point }: EventProps) {
  const { say } = page
  const { row, date, points, threshold, maySpeak } = whole
  if (row.kind !== 'meeting' || row.state === 'draft' || (points.length === 0 && !maySpeak)) return null
  return (
    <section id="agenda">
      <h2>{say('event.agenda')}</h2>
      <p>{say('event.agenda.rule', { count: threshold, day: say.day(new Date(date.starts_at.getTime() - DAY_MS), row.zone) })}</p>
      {points.length === 0 ? <p class="empty">{say('event.agenda.empty')}</p> : null}
      <ul class="rows">
        {points.map((one) => (
          <PointRow page={page} whole={whole} one={one} />
        ))}
      </ul>
      {maySpeak ? (
        <details open={point.problem !== undefined}>
          <summary>{say('event.point.propose')}</summary>
          <ProblemNote page={page} problem={point.problem} />
          <Form page={page} action={href(page, `${pathOf(row.id, date.slot)}/points`)} label={say('event.point.propose')}>
            <input type="hidden" name="sending" value={point.values?.['sending'] ?? sending} />
            <TextField
              name="text"
              label={say('event.point')}
              value={point.values?.['text']}
              most={LONGEST.point}
              required
              problem={point.problem}
            />
            <button>{say('event.point.propose')}</button>
          </Form>
        </details>
      ) : null}
    </section>
  )
}

function PointRow({ page, whole, one }: { page: Page; whole: WholeDate; one: Point }) {
  const { say } = page
  const { row, date, maySpeak, mayHold } = whole
  const at = `${pathOf(row.id, date.slot)}/points/${one.id}`
  const late = one.state === 'proposed' && page.now.getTime() > date.starts_at.getTime() - DAY_MS
  return (
    <li>
      <InLanguage as="p" language={one.language}>
        {one.text}
      </InLanguage>
      <p class={late || one.state === 'declined' ? 'status late' : 'status'}>
        <strong>{say(late ? 'event.point.unanswered' : `event.point.${one.state}`)}</strong> ·{' '}
        {say('event.voices', { count: one.supports })}
      </p>
      {one.reason === null ? null : (
        <InLanguage as="p" language={one.reason_language ?? 'und'}>
          {one.reason}
        </InLanguage>
      )}
      {one.voiced ? <p class="quiet">{say('event.point.voiced')}</p> : null}
      {maySpeak && !one.voiced ? (
        <Form page={page} action={href(page, `${at}/voice`)} label={say('event.point.support')}>
          <button class="quiet">{say('event.point.support')}</button>
        </Form>
      ) : null}
      {mayHold && one.state === 'proposed' ? (
        <details>
          <summary>{say('event.point.answer')}</summary>
          <Form page={page} action={href(page, `${at}/answer`)} label={say('event.point.answer')}>
            <TextField
              name="reason"
              id={`reason-${one.id}`}
              label={say('event.reason')}
              hint={say('event.point.reason.hint')}
              most={LONGEST.reason}
            />
            <p class="actions">
              <button name="taken" value="yes">
                {say('event.point.take')}
              </button>
              <button class="quiet" name="taken" value="no">
                {say('event.point.decline')}
              </button>
            </p>
          </Form>
        </details>
      ) : null}
    </li>
  )
}
