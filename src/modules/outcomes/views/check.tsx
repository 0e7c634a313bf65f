import { ProblemNote, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Checked } from '../queries/releases.ts'

export type Found = Checked & { readonly title: string; readonly path: string }
/** An entry of this hub's public log, and how long that was when the proof was given. */
export type Proved = { readonly index: number; readonly size: number }
type Props = {
  readonly page: Page
  /** Undefined: nothing was asked yet; null: this hub never released it. */
  readonly found: Found | null | undefined
  readonly digest: string
  readonly problem: Problem | undefined
  /** Undefined: no proof of the public log was handed in; null: one that this hub did not give out. */
  readonly proved: Proved | null | undefined
}

/** Is a copy one that this hub released? By the file itself, which is not kept, or by its digest. */
export function CheckFilePage({ page, found, digest, problem, proved }: Props) {
  const { say } = page
  const heading = say('outcome.check')
  return (
    <Layout page={page} title={heading}>
      <h1>{heading}</h1>
      <p class="lead">{say('outcome.check.lead')}</p>
      {found === undefined ? null : <Answer page={page} found={found} digest={digest} />}
      {proved === undefined ? null : <ProofAnswer page={page} proved={proved} />}
      <ProblemNote page={page} problem={problem} />
      <form method="post" action={href(page, '/check')} enctype="multipart/form-data">
        <input type="hidden" name="_form" value={page.formSeal} />
        <div class={problem?.fields.has('file') === true ? 'field faulty' : 'field'}>
          <label for="field-file">{say('outcome.check.file')}</label>
          <p class="hint" id="hint-file">
            {say('outcome.check.file.hint')}
          </p>
          <input id="field-file" type="file" name="file" accept=".pdf,.docx,.json,.tlog-proof" aria-describedby="hint-file" />
        </div>
        <TextField
          name="digest"
          label={say('outcome.check.digest')}
          hint={say('outcome.check.digest.hint')}
          value={problem === undefined ? '' : digest}
          problem={problem}
        />
        <button>{say('outcome.check.do')}</button>
      </form>
      <section>
        <h2>{say('outcome.check.alone')}</h2>
        <p>{say('outcome.check.alone.what')}</p>
        <p class="proof" dir="ltr">
          <code>npm run -s passerelle -- verify report.pdf</code>
        </p>
      </section>
    </Layout>
  )
}

function ProofAnswer({ page, proved }: { page: Page; proved: Proved | null }) {
  const { say } = page
  if (proved === null)
    return (
      <div class="problem" role="status">
        <p>
          <strong>{say('outcome.check.unproved')}</strong>
        </p>
      </div>
    )
  return (
    <div class="done" role="status">
      <p>
        <strong>{say('outcome.check.proved', proved)}</strong>
      </p>
      <p>
        <a href={href(page, `/record/${proved.index}`)}>{say('outcome.check.proved.now')}</a>
      </p>
    </div>
  )
}

function Answer({ page, found, digest }: { page: Page; found: Found | null; digest: string }) {
  const { say } = page
  if (found === null)
    return (
      <div class="problem" role="status">
        <p>
          <strong>{say('outcome.check.foreign')}</strong>
        </p>
        <p class="proof">
          <bdi>{digest}</bdi>
        </p>
      </div>
    )
  const { title, path, version, newest, form, language, releasedAt } = found
  return (
    <div class="done" role="status">
      <p>
        <strong>{say('outcome.check.own')}</strong>
      </p>
      <p>
        <a href={href(page, path)}>{title}</a>:{' '}
        {say('outcome.check.which', { number: version, day: say.day(releasedAt, page.homeZone), form, language: say.language(language) })}
      </p>
      <p>{version === newest ? say('outcome.check.newest') : say('outcome.superseded', { number: newest })}</p>
      <p class="proof">
        <bdi>{digest}</bdi>
      </p>
    </div>
  )
}
