import { address, href, type Page } from '../../../web/page.ts'
import { Day, Moment } from '../../../web/time.tsx'
import { CopyText } from '../../../web/copy-text.tsx'

export type CheckedStep = {
  readonly version: number
  readonly computedAt: Date
  readonly certificate: string
  readonly key: string
  readonly hub: string
  readonly ballots?: string
}

/** Where the hub that signed it publishes its keys. */
export const keysOf = (page: Page, { hub }: CheckedStep): string =>
  hub === page.publicUrl ? '/.well-known/passerelle-keys.json' : `${hub}/.well-known/passerelle-keys.json`

type Props = {
  readonly page: Page
  /** Of the result's page, without language. */
  readonly path: string
  readonly step: CheckedStep | null
  /** The dialogue is open: what can be checked may be older than what is shown. */
  readonly live: boolean
  /** Only sums are published. They are signed by the day: the minute of a step would tell when somebody voted. */
  readonly sealed?: boolean
}

export function StepLine({ page, step, sealed = false }: Pick<Props, 'page' | 'sealed'> & { step: CheckedStep }) {
  return (
    <>
      <p>
        {page.say('result.step', { version: step.version })}{' '}
        {sealed ? <Day page={page} at={step.computedAt} /> : <Moment page={page} at={step.computedAt} />}
      </p>
      {step.hub === page.publicUrl ? null : <p>{page.say('result.signed-at', { hub: step.hub })}</p>}
      {step.hub === page.publicUrl || step.ballots === undefined ? null : (
        <p>
          {page.say('result.hidden-at')} <a href={step.ballots}>{page.say('result.hidden-at.check')}</a>
        </p>
      )}
    </>
  )
}

/** On the page of the result: what can be checked, who signed it, and with what. */
export function CheckSection({ page, path, step, live, sealed = false }: Props) {
  const { say } = page
  if (step === null) return <p>{say(sealed ? 'result.step.none.sealed' : 'result.step.none')}</p>
  return (
    <>
      <StepLine page={page} step={step} sealed={sealed} />
      {live ? <p class="quiet">{say(sealed ? 'result.step.open.sealed' : 'result.step.open')}</p> : null}
      <p class="actions">
        <a class="button" href={href(page, `${path}/check`)}>
          {say('result.check.page')}
        </a>{' '}
        <a class="button quiet" href={href(page, `${path}/bundle`)} download>
          {say('result.bundle')}
        </a>
      </p>
      <dl class="facts">
        <dt>{say('result.certificate')}</dt>
        <dd class="proof">{step.certificate}</dd>
        <dt>{say('result.signed')}</dt>
        <dd class="proof">
          <a href={keysOf(page, step)}>{step.key}</a>
        </dd>
      </dl>
    </>
  )
}

/** Each file by itself, and the result for programs; `path` is the dialogue's. */
export function Files({ page, path, files }: Pick<Props, 'page' | 'path'> & { files: readonly string[] }) {
  const { say } = page
  return (
    <details>
      <summary>{say('result.check.files')}</summary>
      <ul class="targets">
        {files.map((file) => (
          <li>
            <a href={href(page, `${path}/export/${file}`)} download>
              {say(`export.${file}`)}
            </a>{' '}
            <span class="quiet">({file})</span>
          </li>
        ))}
        <li>
          <a href={`/api${path}/result`}>{say('export.json')}</a>
        </li>
      </ul>
    </details>
  )
}

export function PassOn({ page, path }: Pick<Props, 'page' | 'path'>) {
  return (
    <section>
      <h2>{page.say('result.share')}</h2>
      <CopyText say={page.say} text={address(page, path)} />
    </section>
  )
}
