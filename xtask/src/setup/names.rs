//! The names by which wasm and glue know each other.
//!
//! wasm-bindgen ends each in a hash, so that libraries do not collide. In the finished pair of files the hashes say nothing,
//! and nothing compresses worse.

use anyhow::{Result, ensure};
use walrus::Module;

/// Gives every import a short name, in the wasm and in the glue.
///
/// # Errors
/// The name that does not stand exactly once in the glue.
pub(in crate::setup) fn shorten(module: &mut Module, glue: &str) -> Result<String> {
    let mut glue = glue.to_owned();
    for (index, import) in module.imports.iter_mut().enumerate() {
        let found = glue.matches(&import.name).count();
        ensure!(found == 1, "the import {} stands {found} times in the glue", import.name);
        let short = format!("i{index}");
        glue = glue.replace(&import.name, &short);
        import.name = short;
    }
    Ok(glue)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module() -> Module {
        let mut module = Module::default();
        let signature = module.types.add(&[], &[]);
        module.add_import_func("./glue.js", "__wbg_focus_d5e2", signature);
        module.add_import_func("./glue.js", "__wbg_blur_14ab", signature);
        module
    }

    #[test]
    fn wasm_and_glue_get_the_same_names() -> Result<()> {
        let mut module = module();
        let glue = shorten(&mut module, "{__wbg_focus_d5e2: focus, __wbg_blur_14ab: blur}")?;
        assert_eq!(glue, "{i0: focus, i1: blur}");
        assert!(module.imports.find("./glue.js", "i0").is_some());
        assert!(module.imports.find("./glue.js", "i1").is_some());
        Ok(())
    }

    #[test]
    fn a_name_that_is_not_the_glue_s_is_refused() {
        let error = shorten(&mut module(), "{__wbg_focus_d5e2: focus}").unwrap_err();
        assert!(error.to_string().contains("__wbg_blur_14ab stands 0 times"));
    }
}
