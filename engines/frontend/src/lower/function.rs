//! `def`, `lambda` and `class`.

use ruff_python_ast as ast;

use super::{Block, Lower, header_span, span};
use crate::diagnostic::Fault;
use crate::hir::{self, FunctionKind, MakeClass, MakeFunction, NameId, Params, StmtKind};

/// Defaults, keyword defaults.
type Defaults = (Vec<hir::Expr>, Vec<(NameId, hir::Expr)>);

impl Lower<'_> {
    pub(super) fn function_def(&mut self, s: &ast::StmtFunctionDef) -> Result<StmtKind, Fault> {
        let decorators = self.decorators(&s.decorator_list)?;
        let (defaults, kw_defaults) = self.defaults(&s.parameters)?;
        let annotations = self.annotations(s)?;
        let params = self.params(&s.parameters);
        let scope = self.scope_of(s);
        let name = self.names.intern(&s.name.id);
        let block = Block { scope, kind: FunctionKind::Def, name, span: header_span(s) };
        self.block(block, params, |lower| lower.documented_body(&s.body))?;
        let function = self.make_function(scope, defaults, kw_defaults, annotations);
        Ok(StmtKind::FunctionDef { decorators, function, target: self.store(&s.name.id) })
    }

    pub(super) fn lambda(&mut self, e: &ast::ExprLambda) -> Result<MakeFunction, Fault> {
        let scope = self.scope_of(e);
        let (defaults, kw_defaults) = match &e.parameters {
            Some(params) => self.defaults(params)?,
            None => Defaults::default(),
        };
        let params = e.parameters.as_ref().map(|p| self.params(p)).unwrap_or_default();
        let name = self.names.intern("<lambda>");
        let block = Block { scope, kind: FunctionKind::Lambda, name, span: span(e) };
        self.block(block, params, |lower| {
            let value = lower.expr(&e.body)?;
            let place = value.span;
            Ok((None, vec![hir::Stmt { kind: StmtKind::Return(Some(value)), span: place }]))
        })?;
        Ok(self.make_function(scope, defaults, kw_defaults, Vec::new()))
    }

    pub(super) fn class_def(&mut self, s: &ast::StmtClassDef) -> Result<StmtKind, Fault> {
        let decorators = self.decorators(&s.decorator_list)?;
        let scope = self.scope_of(s);
        let name = self.names.intern(&s.name.id);
        let (bases, keywords) = match &s.arguments {
            Some(arguments) => (self.items(&arguments.args)?, self.keywords(&arguments.keywords)?),
            None => (Vec::new(), Vec::new()),
        };
        let block = Block { scope, kind: FunctionKind::ClassBody, name, span: header_span(s) };
        let mut outer = None;
        self.block(block, Params::default(), |lower| {
            outer = lower.private.replace(s.name.id.to_string());
            lower.documented_body(&s.body)
        })?;
        self.private = outer;
        let body = self.make_function(scope, Vec::new(), Vec::new(), Vec::new()).function;
        let class = Box::new(MakeClass { name, body, bases, keywords });
        Ok(StmtKind::ClassDef { decorators, class, target: self.store(&s.name.id) })
    }

    fn decorators(&mut self, list: &[ast::Decorator]) -> Result<Vec<hir::Expr>, Fault> {
        list.iter().map(|d| self.expr(&d.expression)).collect()
    }

    fn params(&mut self, params: &ast::Parameters) -> Params {
        let positional = params.posonlyargs.iter().chain(&params.args).map(|p| self.name(&p.parameter.name.id)).collect();
        let kwonly = params.kwonlyargs.iter().map(|p| self.name(&p.parameter.name.id)).collect();
        Params {
            positional,
            posonly_count: params.posonlyargs.len() as u32,
            kwonly,
            vararg: params.vararg.as_ref().map(|p| self.name(&p.name.id)),
            kwarg: params.kwarg.as_ref().map(|p| self.name(&p.name.id)),
        }
    }

    fn defaults(&mut self, params: &ast::Parameters) -> Result<Defaults, Fault> {
        let (mut defaults, mut kw_defaults) = Defaults::default();
        for param in params.posonlyargs.iter().chain(&params.args) {
            if let Some(default) = &param.default {
                defaults.push(self.expr(default)?);
            }
        }
        for param in &params.kwonlyargs {
            if let Some(default) = &param.default {
                kw_defaults.push((self.name(&param.parameter.name.id), self.expr(default)?));
            }
        }
        Ok((defaults, kw_defaults))
    }

    /// In CPython's order: ordinary parameters, positional-only ones, `*args`, keyword-only ones, `**kwargs`, result.
    fn annotations(&mut self, s: &ast::StmtFunctionDef) -> Result<Vec<(NameId, hir::Expr)>, Fault> {
        let p = &s.parameters;
        let plain = p.args.iter().chain(&p.posonlyargs).map(|p| &p.parameter);
        let rest = p.vararg.as_deref().into_iter().chain(p.kwonlyargs.iter().map(|p| &p.parameter));
        let mut list = Vec::new();
        for param in plain.chain(rest).chain(p.kwarg.as_deref()) {
            if let Some(annotation) = &param.annotation {
                list.push((self.name(&param.name.id), self.annotation(annotation)?));
            }
        }
        if let Some(result) = &s.returns {
            list.push((self.names.intern("return"), self.annotation(result)?));
        }
        Ok(list)
    }
}
