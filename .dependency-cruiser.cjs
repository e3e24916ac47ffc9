/** Imports point one way: functions → app → core; adapters implement app's ports; lib is infrastructure only. */
module.exports = {
  forbidden: [
    {
      name: 'core-imports-nothing-outward',
      comment: 'The core decides; it has no I/O. Only hashing, the calendar and schemas come from outside.',
      severity: 'error',
      from: { path: '^core/' },
      to: { pathNot: ['^core/', '^(node:)?crypto$', 'node_modules/(temporal-polyfill|temporal-utils|zod)/'] },
    },
    {
      name: 'app-knows-no-adapter',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: '^(adapters|functions|lib|local|bin)/' },
    },
    {
      name: 'adapters-stand-apart-from-edges',
      severity: 'error',
      from: { path: '^adapters/' },
      to: { path: '^(functions|lib|local|bin)/' },
    },
    {
      name: 'functions-and-lib-never-meet',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: '^(lib|local|bin)/' },
    },
    {
      name: 'lib-is-infrastructure-only',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^(core|app|adapters|functions|local)/' },
    },
    {
      name: 'nothing-imports-the-local-run',
      severity: 'error',
      from: { pathNot: '^(local|bin|tests|bench)/' },
      to: { path: '^local/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-dev-package-in-production',
      severity: 'error',
      from: { path: '^(core|app|adapters|functions)/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
