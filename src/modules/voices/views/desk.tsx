import { Checkbox, Form, LanguageField, ProblemNote, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { address, href, type Page } from '../../../web/page.ts'
import type { Say } from '../../../web/say.ts'
import { directionOf } from '../../../web/say.ts'
import type { OwnFacts } from '../queries/intermediaries.ts'
import type { Mandate } from '../queries/mandates.ts'
import { QrCode, type Qr } from '../../../web/qr.tsx'
import { DayWords } from '../../../web/time.tsx'
import { Crumb } from '../../../web/parts.tsx'
import type { Opened } from '../queries/voices.ts'
import { LONGEST } from '../rules.ts'
import { Done, MandateRow } from './pieces.tsx'

export type DeskProps = {
  readonly page: Page
  readonly own: OwnFacts
  readonly voices: readonly Opened[]
  readonly reading: readonly Opened[]
  readonly mandates: readonly Mandate[]
  /** Why no code can be made now, in the reader's language. */
  readonly closed: string | null
  readonly done: string | null
  readonly problem?: Problem | undefined
}

/** What an intermediary keeps, what a second reader reads, what somebody may say for others. */
export function DeskPage(props: DeskProps) {
  const { page, own, voices, reading, mandates, closed } = props
  const { say } = page
  return (
    <Layout page={page} title={page.hubName} index={false}>
      <Crumb page={page} path="/voices">
        {say('voices.title')}
      </Crumb>
      <h1>{say('voices.desk')}</h1>
      <Done page={page} done={props.done} />
      <ProblemNote page={page} problem={props.problem} />
      {own.row === null ? <p class="empty">{say('voice-desk.nothing')}</p> : null}
      {own.row?.state === 'serving' ? (
        <section>
          <h2>{say('voice-desk.codes')}</h2>
          {closed === null ? (
            <Form page={page} action={href(page, '/voices/desk/codes')}>
              <LanguageField page={page} name="slip" label={say('voice-desk.slip-language')} />
              <button>{say('voice-desk.make-code')}</button>
            </Form>
          ) : (
            <p class="problem">{closed}</p>
          )}
          {voices.length === 0 ? <p class="empty">{say('voice-desk.codes.none')}</p> : null}
          <ul class="rows">
            {voices.map((voice) => (
              <li>
                <a href={href(page, `/voices/desk/${voice.id}`)}>
                  {voice.words.title === '' ? say('voice-desk.untitled') : <bdi lang={voice.words.language}>{voice.words.title}</bdi>}
                </a>
                <p class="status">{say(`voice.state.${voice.state}`)}</p>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {reading.length === 0 ? null : (
        <section>
          <h2>{say('voice-desk.reading')}</h2>
          <ul class="rows">
            {reading.map((voice) => (
              <li>
                <a href={href(page, `/voices/reading/${voice.id}`)}>
                  <bdi lang={voice.words.language}>{voice.words.title}</bdi>
                </a>
                {voice.read_by === null ? null : (
                  <p class="status">
                    {say('voice.read-by')} <DayWords page={page} day={voice.read_by} />
                  </p>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {own.row === null ? null : <Serve {...props} />}
      {mandates.length === 0 ? null : (
        <section>
          <h2>{say('voice-desk.mandates')}</h2>
          <ul class="rows">
            {mandates.map((one) => (
              <MandateRow page={page} of={one} />
            ))}
          </ul>
        </section>
      )}
    </Layout>
  )
}

function Serve({ page, own, problem }: DeskProps) {
  const { say } = page
  const { row } = own
  if (row === null) return null
  return (
    <section>
      <h2>{say(row.state === 'asked' ? 'voice-desk.asked' : 'voice-desk.own')}</h2>
      <p>{say('voice-desk.asked.what')}</p>
      <p class="quiet">
        {say('intermediary.until')} <DayWords page={page} day={row.term_ends} /> · {say('voice-desk.ceiling', { count: row.most_open })}
      </p>
      <Form page={page} action={href(page, '/voices/desk/serving')}>
        <TextField
          name="training"
          label={say('intermediary.training')}
          hint={say('voice-desk.training.hint')}
          value={row.training}
          most={LONGEST.training}
          problem={problem}
        />
        <TextField name="trainedOn" type="date" label={say('voice-desk.trained-on')} value={row.trained_on ?? ''} problem={problem} />
        <Checkbox name="listed" label={say('voice-desk.listed')} checked={row.listed} hint={say('voice-desk.listed.hint')} />
        <p class="actions">
          <button name="serve" value="yes">
            {say(row.state === 'asked' ? 'voice-desk.serve' : 'voice-desk.keep')}
          </button>
          <button class="quiet" name="serve" value="no">
            {say(row.state === 'asked' ? 'voice-desk.decline' : 'voice-desk.end')}
          </button>
        </p>
      </Form>
    </section>
  )
}

type SlipProps = { readonly page: Page; readonly say: Say; readonly code: string; readonly voice: string; readonly qr: Qr }

/** Printed once: the code lies nowhere but on it. In the language of whoever takes it home. */
export function SlipPage({ page, say, code, voice, qr }: SlipProps) {
  return (
    <Layout page={page} title={page.hubName} index={false} styles={['kit.css']}>
      <div class="kit">
        <p class="screen">{page.say('slip.print')}</p>
        <section class="printed" lang={say.locale} dir={directionOf(say.locale)}>
          <p class="proof" dir="ltr">
            {code}
          </p>
          <p>{say('slip.what')}</p>
          <p>{say('slip.not')}</p>
          <p>{say('slip.back')}</p>
          <p class="proof" dir="ltr">
            {address({ say, publicUrl: page.publicUrl }, '/v')}
          </p>
          <QrCode qr={qr} label={say('slip.qr')} side={160} />
        </section>
        <p class="screen actions">
          <a class="button" href={href(page, `/voices/desk/${voice}`)}>
            {page.say('slip.on')}
          </a>
        </p>
      </div>
    </Layout>
  )
}
