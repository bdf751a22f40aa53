// Runs a program that was compiled for wasm32-unknown-unknown: node run.mjs PROGRAM.wasm
import { readFile } from "node:fs/promises";

const program = await WebAssembly.compile(await readFile(process.argv[2]));

// What wasm-bindgen would connect to JavaScript. The program gets by without, and says so if it does not.
const imports = {};
for (const { module, name, kind } of WebAssembly.Module.imports(program)) {
  if (kind !== "function") throw new Error(`the program asks for the ${kind} ${module}.${name}`);
  imports[module] ??= {};
  imports[module][name] = () => {
    throw new Error(`the program called ${name}`);
  };
}

const { exports } = await WebAssembly.instantiate(program, imports);
const status = exports.main(0, 0);
if (status !== 0) throw new Error(`the program ended with ${status}`);
console.log("tokens are verified in WebAssembly");
