import type { Verdict } from '#base'
import { Form, ProblemNote } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Day, Moment } from '../../../web/time.tsx'
import type { MyData, OwnExport } from '../queries/my-data.ts'

type Props = {
  readonly page: Page
  readonly data: MyData
  /** No where the session is older than a quarter of an hour. */
  readonly fresh: Verdict
  readonly mayAsk: Verdict
  readonly problem?: Problem | undefined
}

/** Taking along all that is held of oneself, and who looked. */
export function MyDataPage(props: Props) {
  const { page, data, problem } = props
  const { say } = page
  return (
    <Layout page={page} title={say('my-data.title')} index={false}>
      <p class="crumb">
        <a href={href(page, '/me')}>{say('my-data.back')}</a>
      </p>
      <h1>{say('my-data.title')}</h1>
      <p class="lead">{say('my-data.lead')}</p>
      <p>
        <a href={href(page, '/privacy/data?of=me')}>{say('holdings.title')}</a>
      </p>
      <ProblemNote page={page} problem={problem} />
      <Take {...props} />
      <section aria-labelledby="absent">
        <h2 id="absent">{say('my-file.absent')}</h2>
        <ul>
          <li>{say('my-file.not-guest')}</li>
          <li>{say('my-file.not-reports')}</li>
          <li>{say('my-file.not-doors')}</li>
        </ul>
      </section>
      <Looked page={page} readings={data.readings} />
    </Layout>
  )
}

function Take({ page, data: { file }, fresh, mayAsk }: Props) {
  const { say } = page
  return (
    <section aria-labelledby="take">
      <h2 id="take">{say('my-file.title')}</h2>
      <p>{say('my-file.what')}</p>
      <p class="note">{say('my-file.file-safe')}</p>
      {file === null || file.discarded ? null : file.ready ? <Ready page={page} file={file} /> : <Working page={page} file={file} />}
      {fresh.ok ? (
        mayAsk.ok ? (
          <Form page={page} action={href(page, '/me/data/exports')}>
            <p class="actions">
              <button type="submit">{say('my-file.ask')}</button>
            </p>
          </Form>
        ) : file === null ? null : (
          <p>
            {say('my-file.again')} <Moment page={page} at={file.askAgainAt} />
          </p>
        )
      ) : mayAsk.ok ? (
        <div class="note">
          <p>{say('my-file.sign-in-why')}</p>
          <p>
            <a href={href(page, `/sign-in?again=1&then=${encodeURIComponent('/me/data')}`)}>{say('my-file.sign-in')}</a>
          </p>
        </div>
      ) : null}
    </section>
  )
}

function Working({ page, file }: { page: Page; file: OwnExport }) {
  const { say } = page
  return (
    <div class="card">
      <p class="status" id="export-progress">
        <strong>{say('my-file.working')}</strong> {say('my-file.progress', { done: file.roomsDone, all: file.rooms })}
      </p>
      <p>
        <progress value={file.roomsDone} max={file.rooms} aria-labelledby="export-progress" />
      </p>
      <p>
        <a href={href(page, '/me/data')}>{say('my-file.look-again')}</a>
      </p>
    </div>
  )
}

function Ready({ page, file }: { page: Page; file: OwnExport }) {
  const { say } = page
  return (
    <div class="card">
      <p class="status">
        <strong>{say('my-file.ready')}</strong> {say('my-file.size', { kilobytes: Math.max(1, Math.round((file.bytes ?? 0) / 1024)) })}{' '}
        {say('my-file.until')} <Day page={page} at={file.endsAt} />
      </p>
      <p class="actions">
        <a class="button" href={href(page, `/me/data/exports/${file.export}/file`)}>
          {say('my-file.download')}
        </a>
      </p>
      <Form page={page} action={href(page, `/me/data/exports/${file.export}/discarding`)}>
        <button type="submit" class="quiet">
          {say('my-file.discard')}
        </button>
      </Form>
    </div>
  )
}

function Looked({ page, readings }: { page: Page; readings: MyData['readings'] }) {
  const { say } = page
  return (
    <section aria-labelledby="looked">
      <h2 id="looked">{say('reading.title')}</h2>
      <p>{say('reading.what')}</p>
      {readings.length === 0 ? (
        <p class="empty">{say('reading.none')}</p>
      ) : (
        <ul class="rows">
          {readings.map(({ role, reason, at }) => (
            <li>
              <Moment page={page} at={at} /> · {say(`reading.role.${role}`)} · {say(`reading.reason.${reason}`)}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
