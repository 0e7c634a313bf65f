import { findingCodes } from '#deliberation'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Say } from '../../../web/say.ts'
import { keysOf, StepLine, type CheckedStep } from './check-section.tsx'

export type CheckProps = {
  readonly page: Page
  readonly slug: string
  readonly title: { readonly text: string; readonly language: string }
  /** Null: nothing can be checked yet. */
  readonly step: CheckedStep | null
  /** Only sums are published: there are no votes to work anything out from. */
  readonly sealed: boolean
}

const CHECKS = { open: ['files', 'votes', 'result', 'signature', 'keys'], sealed: ['files', 'signature', 'keys'] } as const
const STAGES = ['fetching', 'reading', 'computing', 'signature'] as const

/** Check this result yourself: in the page where there is JavaScript, else on the command line. */
export function CheckPage({ page, slug, title, step, sealed }: CheckProps) {
  const { say } = page
  const lead = say(sealed ? 'check.lead.sealed' : 'check.lead')
  const path = `/dialogues/${slug}/result`
  return (
    <Layout page={page} title={say('check.title')} description={lead} scripts={['verify.js', 'times.js']} index={false}>
      <p class="crumb">
        <a href={href(page, path)}>
          <InLanguage language={title.language}>{title.text}</InLanguage>
        </a>
      </p>
      <h1>{say('check.title')}</h1>
      <p class="lead">{lead}</p>
      {step === null ? <p class="empty">{say('check.nothing')}</p> : <StepLine page={page} step={step} sealed={sealed} />}
      <check-result
        data-worker={page.assets.url('verify-worker.js')}
        data-bundle={step === null ? undefined : href(page, `${path}/bundle`)}
        data-keys={step === null || step.hub === page.publicUrl ? '/.well-known/passerelle-keys.json' : href(page, `${path}/keys`)}
        data-words={JSON.stringify(words(say))}
      />
      {step === null ? null : (
        <p class="actions">
          <a class="button quiet" href={href(page, `${path}/bundle`)} download>
            {say('result.bundle')}
          </a>
        </p>
      )}
      <noscript>
        <p class="note">{say('check.without-script')}</p>
      </noscript>
      <section>
        <h2>{say('check.what')}</h2>
        <ul>
          {CHECKS[sealed ? 'sealed' : 'open'].map((check) => (
            <li>{say(`check.what.${check}`)}</li>
          ))}
        </ul>
      </section>
      <section class="card">
        <h2>{say('check.elsewhere')}</h2>
        <p>{say('check.elsewhere.why')}</p>
        <p class="proof">npm run -s passerelle -- verify result.zip</p>
        <p>
          {say('check.elsewhere.key')}{' '}
          <a href={step === null ? '/.well-known/passerelle-keys.json' : keysOf(page, step)}>
            {step === null || step.hub === page.publicUrl ? say('check.keys') : say('check.keys.elsewhere', { hub: step.hub })}
          </a>
        </p>
      </section>
    </Layout>
  )
}

/** Every name that a finding's sentence may hold stays a blank; the page fills it with what was found. */
const BLANKS = Object.fromEntries(
  [
    ...['name', 'address', 'newer', 'digest', 'releasedAt', 'language'],
    ...['files', 'file', 'fault', 'votes', 'people', 'participants', 'participant', 'statement', 'reason', 'path', 'form', 'engine', 'own'],
    ...[
      'root',
      'field',
      'published',
      'recomputed',
      'certificate',
      'signed',
      'key',
      'keys',
      'hub',
      'dialogue',
      'version',
      'computedAt',
      'until',
      'from',
      'statements',
    ],
  ].map((name) => [name, `{${name}}`]),
)

function words(say: Say): Readonly<Record<string, string>> {
  const own = [
    'start',
    'stop',
    'stopped',
    'choose',
    'failed',
    'holds',
    'fails',
    'sealed',
    'unsigned',
    'sealed-unsigned',
    'outcome.holds',
    'outcome.fails',
    'outcome.note',
    'details',
  ]
  return Object.fromEntries([
    ...own.map((word) => [word, say(`check.${word}`)]),
    ...STAGES.map((stage) => [`stage.${stage}`, say(`check.stage.${stage}`)]),
    ...findingCodes.map((code) => [code, say(`verify.${code}`, BLANKS)]),
  ])
}
