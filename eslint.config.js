import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/**
 * The directions of dependencies (docs/architecture.md). `regex`, because a `group` pattern that starts with # matches nothing.
 * The type of the context may be named anywhere it is an argument; its maker may not be called. Likewise a component may name the type of
 * the rows it shows; asking for them is the route's part.
 */
const onlyTypesOf = ['context\\.server', 'queries/'];

function mayNotImport(files, rooms, because) {
  return {
    files,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: rooms.map((room) => ({
            regex: `^(#app|\\.\\.?(/\\.\\.)*)/(.*/)?${room}`,
            message: because,
            allowTypeImports: onlyTypesOf.includes(room),
          })),
        },
      ],
    },
  };
}

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      'build',
      '.vouchsafe',
      'extensions/*/assets',
      'tests/fixtures',
      'devstore/theme/assets',
      'devstore/**/*.client.js',
      '**/*.d.ts',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false, arguments: false } }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': ['error', { selector: 'TSEnumDeclaration', message: 'Use a union of strings.' }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  { files: ['scripts/**', 'bench/**', 'devstore/**', 'tests/support/**'], rules: { 'no-console': 'off' } },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly', setTimeout: 'readonly' } },
  },
  {
    files: ['app/**/*.ts', 'app/**/*.tsx', 'server.ts'],
    ignores: ['app/env.server.ts', 'app/embedded-database.server.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'app/env.server.ts is the only reader.' },
      ],
    },
  },
  mayNotImport(
    ['app/domain/**'],
    ['(services|data|queries|shopify|jobs|email|i18n|components|routes)/', '[a-z-]+\\.server\\.ts', 'node:'],
    'domain/ is pure: it imports domain/ and zod only.',
  ),
  {
    files: ['app/domain/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        'fetch',
        'process',
        'console',
        'setTimeout',
        'setInterval',
        'crypto',
        'performance',
        'Buffer',
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time is an argument in domain/.' },
        { object: 'Math', property: 'random', message: 'Chance is an argument in domain/.' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Time is an argument in domain/.' },
        {
          selector: 'ImportDeclaration[source.value=/^(node:|@|[a-z])/]:not([source.value="zod"])',
          message: 'domain/ imports domain/ and zod only.',
        },
      ],
    },
  },
  mayNotImport(
    ['app/data/**'],
    ['(services|queries|shopify|jobs|components|routes)/', 'context\\.server'],
    'data/ knows domain/ and the database only.',
  ),
  mayNotImport(
    ['app/queries/**'],
    ['(services|data|shopify|jobs|components|routes)/', 'context\\.server'],
    'queries/ read; they know domain/ and the database only.',
  ),
  mayNotImport(
    ['app/shopify/**'],
    ['(services|data|queries|jobs|components|routes)/', 'context\\.server'],
    'The gateway talks to the Admin API and to nobody else.',
  ),
  mayNotImport(
    ['app/services/**'],
    ['(queries|components|routes)/', 'jobs/handlers', 'context\\.server'],
    'Nothing points back to routes, job handlers or the composition root.',
  ),
  mayNotImport(
    ['app/components/**'],
    ['(services|data|shopify|jobs|routes)/', 'queries/'],
    'Components get what they show as props.',
  ),
  mayNotImport(['app/jobs/**'], ['(queries|components|routes)/'], 'Jobs call services.'),
  {
    files: ['devstore/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '(^#app|/app)/(?!domain/storefront-contract)',
              message: 'The dev store imports nothing of the app but the storefront contract.',
            },
          ],
        },
      ],
    },
  },
);
